"""Fuzzes the API by its document, as everybody who may call it, on SQLite and PostgreSQL.

    python3 tests/fuzz.py PATH_TO_SCHEMATHESIS PATH_TO_KOMPAAN [EXAMPLES] [CALLER] [--seed N] [--engine sqlite|postgres]

PostgreSQL is that of KOMPAAN_TEST_POSTGRES_URL. The demo data is loaded once for each database; every caller gets a server of their own on a copy, two at a
time. Each day has a seed of its own, which is printed: with `--seed` a run is repeated. The administrator, who reaches most, goes over both databases, through
all phases on one of them: those of each value at its bounds and of requests in a row take longest. The databases take turns in that, and the other callers take
turns over the databases, so that all of it is done within two days. Others are refused before most of what they send is looked at: they try fewer values. All
checks are on; `schemathesis.toml` beside this file says, with reasons, which statuses count as an answer to a well-formed request.
"""

import argparse
import concurrent.futures
import datetime
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

PASSWORD = "samen-sterk-in-de-regio"
ACCOUNTS = {"member": "docent.han", "coordinator": "teammanager.dommelvallei", "administrator": "beheerder.wsd"}
CALLERS = ["administrator", "anonymous", "member", "coordinator", "system"]
# A coordinator keeps the accounts of the own organisation, also the one with which this is tried; the administrator tries these.
ENDING_OWN = ["deletePerson", "patchPerson", "replacePerson", "deactivatePerson"]
ENGINES = ["sqlite", "postgres"]
# These end the session with which everything else is tried; as anonymous they are tried.
ENDING = ["endMySessions", "endMySession", "setPassword"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def call(url, body=None, token=None, form=None):
    headers = {"authorization": f"Bearer {token}"} if token else {}
    data = None
    if body is not None:
        headers["content-type"], data = "application/json", json.dumps(body).encode()
    if form is not None:
        headers["content-type"], data = "application/x-www-form-urlencoded", urllib.parse.urlencode(form).encode()
    with urllib.request.urlopen(urllib.request.Request(url, data=data, headers=headers), timeout=30) as answer:
        text = answer.read()
        return json.loads(text) if text else None


def environment(folder, database, port=0):
    return os.environ | {
        "KOMPAAN__SERVER__PORT": str(port),
        "KOMPAAN__DATABASE__URL": database,
        "KOMPAAN__AUTH__KEY_FILE": f"{folder}/kompaan.key",
        # One token lasts for the whole run.
        "KOMPAAN__AUTH__ACCESS_TOKEN_MINUTES": "600",
        "KOMPAAN__LIMITS__REQUESTS_PER_MINUTE": "0",
        "KOMPAAN__LIMITS__ATTEMPTS_PER_MINUTE": "0",
        "KOMPAAN__LOG__LEVEL": "error",
    }


class Template:
    """The demo data in a database, loaded once and copied for each caller."""

    def __init__(self, engine, kompaan):
        self.engine = engine
        self.names = []
        self.folder = tempfile.mkdtemp(prefix="kompaan-fuzz-")
        self.url = self.database(self.folder)
        subprocess.run([kompaan, "demo"], cwd=self.folder, env=environment(self.folder, self.url), check=True, stdout=subprocess.DEVNULL)

    def database(self, folder, template=None):
        if self.engine == "sqlite":
            return f"sqlite:{folder}/kompaan.db?mode=rwc"
        name = f"kompaan_fuzz_{os.getpid()}_{len(self.names)}"
        self.sql(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
        self.names.append(name)
        return os.environ["KOMPAAN_TEST_POSTGRES_URL"].rsplit("/", 1)[0] + "/" + name

    def sql(self, statement):
        subprocess.run(["psql", "--quiet", "--no-psqlrc", "--command", statement, os.environ["KOMPAAN_TEST_POSTGRES_URL"]], check=True)

    def copy(self):
        folder = tempfile.mkdtemp(prefix="kompaan-fuzz-") + "/copy"
        shutil.copytree(self.folder, folder)
        return folder, self.database(folder, self.names[0] if self.names else None)

    def remove(self):
        for name in self.names:
            self.sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        shutil.rmtree(self.folder, ignore_errors=True)


def signed_in(origin, account):
    return call(f"{origin}/api/v1/sessions", {"email": f"{account}@demo.example", "password": PASSWORD})["accessToken"]


def system(origin):
    """The token of a system with every scope."""
    by = signed_in(origin, ACCOUNTS["administrator"])
    organisation = call(f"{origin}/api/v1/me", token=by)["organisationId"]
    scopes = call(f"{origin}/.well-known/oauth-authorization-server")["scopes_supported"]
    made = call(f"{origin}/api/v1/api-clients", {"name": "Fuzz", "organisationId": organisation, "scopes": scopes}, by)
    secret = call(f"{origin}/api/v1/api-clients/{made['id']}/secrets", {}, by)["secret"]
    form = {"grant_type": "client_credentials", "client_id": made["id"], "client_secret": secret}
    return call(f"{origin}/oauth/token", form=form)["access_token"]


def fuzz(caller, template, asked, thorough):
    """Fuzzes as one caller, through all phases when it is to be thorough; answers what was printed, and why it failed."""
    folder, database = template.copy()
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    server = subprocess.Popen([asked.kompaan, "serve"], cwd=folder, env=environment(folder, database, port))
    try:
        for _ in range(400):
            try:
                call(f"{origin}/healthz")
                break
            except OSError:
                time.sleep(0.05)
        token = system(origin) if caller == "system" else signed_in(origin, ACCOUNTS[caller]) if caller in ACCOUNTS else None
        config = pathlib.Path(__file__).resolve().with_name("schemathesis.toml")
        command = [asked.schemathesis, "--config-file", str(config), "run", f"{origin}/api/v1/openapi.json", "--checks", "all"]
        examples = asked.examples if asked.caller or caller == "administrator" else max(1, asked.examples // 2)
        command += ["--max-examples", str(examples), "--seed", str(asked.seed)]
        if not thorough:
            command += ["--phases", "examples,fuzzing"]
        if token:
            command += ["--header", f"Authorization: Bearer {token}"]
            for operation in ENDING + (ENDING_OWN if caller == "coordinator" else []):
                command += ["--exclude-operation-id", operation]
        start = time.monotonic()
        run = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        printed = f"-- as {caller} on {template.engine}, seed {asked.seed}, {examples} examples: {time.monotonic() - start:.0f} s\n{run.stdout}"
        if run.returncode != 0:
            return printed, "see above"
        if server.poll() is not None:
            return printed, "the server stopped"
        if token:
            # With a token that had ended, everything would have been refused well.
            call(f"{origin}/api/v1/local-plans", token=token)
        return printed, None
    except (OSError, subprocess.CalledProcessError) as error:
        return f"-- as {caller} on {template.engine}", str(error)
    finally:
        server.kill()
        server.wait()
        shutil.rmtree(pathlib.Path(folder).parent, ignore_errors=True)


def main():
    today = datetime.date.today()
    parser = argparse.ArgumentParser()
    parser.add_argument("schemathesis", type=os.path.abspath)
    parser.add_argument("kompaan", type=os.path.abspath)
    parser.add_argument("examples", nargs="?", type=int, default=8)
    parser.add_argument("caller", nargs="?", choices=CALLERS)
    parser.add_argument("--seed", type=int, default=int(today.strftime("%Y%m%d")))
    parser.add_argument("--engine", choices=ENGINES)
    asked = parser.parse_args()
    engines = [asked.engine] if asked.engine else ENGINES
    if "postgres" in engines and "KOMPAAN_TEST_POSTGRES_URL" not in os.environ:
        sys.exit("fuzzing on PostgreSQL needs KOMPAAN_TEST_POSTGRES_URL; run `cargo xtask test --only fuzz`, or choose --engine sqlite")

    def turns(number, caller):
        if asked.engine or asked.caller or caller == "administrator":
            return engines
        return [engines[(number + asked.seed) % len(engines)]]

    def thorough(caller, engine):
        """Nothing is refused beforehand to an administrator, so each value at its bounds is tried as one."""
        return caller == "administrator" and (bool(asked.engine or asked.caller) or engine == engines[asked.seed % len(engines)])

    runs = [(caller, engine) for number, caller in enumerate(CALLERS) if asked.caller in (None, caller) for engine in turns(number, caller)]
    failed = []
    templates = {}
    try:
        for engine in sorted({engine for _, engine in runs}):
            templates[engine] = Template(engine, asked.kompaan)
        with concurrent.futures.ThreadPoolExecutor(2) as two:
            begun = {two.submit(fuzz, caller, templates[engine], asked, thorough(caller, engine)): f"{caller} on {engine}" for caller, engine in runs}
            for done in concurrent.futures.as_completed(begun):
                printed, reason = done.result()
                print(printed, flush=True)
                if reason:
                    failed.append(f"{begun[done]} ({reason})")
    finally:
        for template in templates.values():
            template.remove()
    if failed:
        sys.exit(f"fuzzing failed as {', '.join(failed)}; repeat it with --seed {asked.seed}")


main()
