"""Holds the SCIM service against scim2-tester, as an HR system of an organisation.

    PATH_TO_PYTHON tests/scim.py PATH_TO_KOMPAAN [DATABASE_URL]

The Python is one with `scim2-tester` and `httpx2` (`cargo xtask test scim` makes it). Starts a server of its own with the demo data. Everything that the published
schemas say of users is tried. Groups are the roles of an organisation: they are not made and not deleted, so of them only reading is tried here, and the rest in
tests/scim_calls.rs.
"""

import collections
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

import httpx2
import scim2_tester.filling
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import Status, check_server

PASSWORD = "samen-sterk-in-de-regio"
# What is refused on purpose, with 400 mutability: (check, attribute).
REFUSED = {
    # Somebody is let in or is not: nobody is shut out, or let in, by leaving it open.
    ("check_remove_attribute", "active"),
    # There is no interface without a language.
    ("check_remove_attribute", "preferredLanguage"),
}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def call(url, body=None, token=None, form=False):
    data = body if body is None or form else json.dumps(body).encode()
    headers = {"content-type": "application/x-www-form-urlencoded" if form else "application/json"}
    if token:
        headers["authorization"] = f"Bearer {token}"
    request = urllib.request.Request(url, data=data, headers=headers, method="POST" if body is not None else "GET")
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def token_of_a_system(origin):
    """A token of a new system, made by an administrator."""
    session = call(f"{origin}/api/v1/sessions", {"email": "beheerder.wsd@demo.example", "password": PASSWORD})["accessToken"]
    organisations = call(f"{origin}/api/v1/organisations?pageSize=100", token=session)["items"]
    organisation = next(one["id"] for one in organisations if one["name"] == "Best" or one["name"].endswith(" Best"))
    system = {"name": "scim2-tester", "organisationId": organisation, "scopes": ["people:read", "people:write", "roles:write"]}
    client = call(f"{origin}/api/v1/api-clients", system, token=session)["id"]
    secret = call(f"{origin}/api/v1/api-clients/{client}/secrets", {}, token=session)["secret"]
    form = f"grant_type=client_credentials&client_id={client}&client_secret={secret}".encode()
    return call(f"{origin}/oauth/token", form, form=True)["access_token"]


def with_own_values():
    """Fills in what no schema can say: a userName is an e-mail address here, and random digits may be taken for a citizen service number, which is refused."""
    usual = scim2_tester.filling.generate_random_value
    letters = str.maketrans("0123456789", "ghijklmnop")

    def value(context, path, *args, **kwargs):
        found = usual(context, path, *args, **kwargs)
        if not isinstance(found, str):
            return found
        found = found.translate(letters)
        return f"{found}@best.example" if str(path).endswith("userName") else found

    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith("scim2_tester") and getattr(module, "generate_random_value", None) is usual:
            module.generate_random_value = value


def is_refused_on_purpose(result):
    error = (result.data or {}).get("error") if isinstance(result.data, dict) else None
    if getattr(error, "scim_type", None) != "mutability":
        return False
    return any(result.title == check and result.data["urn"].split(":")[-1] == attribute for check, attribute in REFUSED)


def main():
    kompaan = sys.argv[1]
    folder = tempfile.mkdtemp(prefix="kompaan-scim-")
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "KOMPAAN__SERVER__PORT": str(port),
        "KOMPAAN__DATABASE__URL": sys.argv[2] if len(sys.argv) > 2 else f"sqlite:{folder}/kompaan.db?mode=rwc",
        "KOMPAAN__AUTH__KEY_FILE": f"{folder}/kompaan.key",
        "KOMPAAN__LIMITS__REQUESTS_PER_MINUTE": "0",
        "KOMPAAN__LIMITS__ATTEMPTS_PER_MINUTE": "0",
        "KOMPAAN__LOG__LEVEL": "error",
    }
    subprocess.run([kompaan, "demo"], cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen([kompaan, "serve"], cwd=folder, env=environment)
    try:
        for _ in range(200):
            try:
                call(f"{origin}/healthz")
                break
            except OSError:
                time.sleep(0.05)
        headers = {"Authorization": f"Bearer {token_of_a_system(origin)}"}
        random.seed(1)
        with_own_values()
        with httpx2.Client(base_url=f"{origin}/scim/v2", headers=headers) as http:
            client = SyncSCIMClient(http)
            client.discover()
            results = check_server(client, resource_types=["User"])
            groups = http.get("/Groups")
            assert groups.status_code == 200 and groups.json()["totalResults"] == 2, groups.text
        stopped = server.poll() is not None
    finally:
        server.kill()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)
    wrong = [result for result in results if result.status in (Status.ERROR, Status.CRITICAL, Status.DEVIATION) and not is_refused_on_purpose(result)]
    counts = collections.Counter(result.status.name for result in results)
    print(", ".join(f"{number} {status}" for status, number in sorted(counts.items())))
    for result in wrong:
        print(f"✗ {result.status.name} {result.title} ({result.resource_type}): {result.reason}")
    if stopped:
        sys.exit("the server stopped")
    if wrong or counts["SUCCESS"] < 40:
        sys.exit(f"{len(wrong)} findings in {len(results)} checks")


main()
