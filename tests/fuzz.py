"""Fuzzes the API by its document, as anonymous, member and administrator.

    python3 tests/fuzz.py PATH_TO_SCHEMATHESIS PATH_TO_KOMPAAN [EXAMPLES] [CALLER]

Starts a server of its own with the demo data for each caller. All checks are on; `schemathesis.toml` beside this file says, with reasons, which statuses count
as an answer to a well-formed request.
"""

import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

PASSWORD = "samen-sterk-in-de-regio"
CALLERS = {"anonymous": None, "member": "docent.han", "administrator": "beheerder.wsd"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def call(url, body=None):
    request = urllib.request.Request(url, data=body and json.dumps(body).encode(), headers={"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def main():
    schemathesis, kompaan = sys.argv[1:3]
    examples = sys.argv[3] if len(sys.argv) > 3 else "15"
    only = sys.argv[4] if len(sys.argv) > 4 else None
    failed = []
    for caller, account in CALLERS.items():
        if only not in (None, caller):
            continue
        folder = tempfile.mkdtemp(prefix="kompaan-fuzz-")
        port = free_port()
        origin = f"http://127.0.0.1:{port}"
        environment = os.environ | {
            "KOMPAAN__SERVER__PORT": str(port),
            "KOMPAAN__DATABASE__URL": f"sqlite:{folder}/kompaan.db?mode=rwc",
            "KOMPAAN__AUTH__KEY_FILE": f"{folder}/kompaan.key",
            # One token lasts for the whole run.
            "KOMPAAN__AUTH__ACCESS_TOKEN_MINUTES": "600",
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
            headers = []
            if account:
                session = call(f"{origin}/api/v1/sessions", {"email": f"{account}@demo.example", "password": PASSWORD})
                headers = ["--header", f"Authorization: Bearer {session['accessToken']}"]
                # These end the session with which everything else is tried; as anonymous they are tried.
                for operation in ["endMySessions", "endMySession", "setPassword"]:
                    headers += ["--exclude-operation-id", operation]
            print(f"-- as {caller}", flush=True)
            config = pathlib.Path(__file__).with_name("schemathesis.toml")
            command = [schemathesis, "--config-file", str(config), "run", f"{origin}/api/v1/openapi.json", "--checks", "all", "--max-examples", examples, "--seed", "1", *headers]
            if subprocess.run(command, cwd=folder).returncode != 0:
                failed.append(caller)
            if server.poll() is not None:
                failed.append(f"{caller}: the server stopped")
        finally:
            server.kill()
            server.wait()
            shutil.rmtree(folder, ignore_errors=True)
    if failed:
        sys.exit(f"fuzzing failed as {', '.join(failed)}")


main()
