"""The processes: what compose.yaml says of each, on loopback. Here alone stands what is other than in containers."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections import Counter
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path

import yaml
from kit.ports import free_ports

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
HOST = "portal.example"
REPLICAS = ("countersign-1", "countersign-2")


class Installation:
    def __init__(self) -> None:
        self.dir = Path(os.environ["DEPLOY_DIR"])
        self.binary = os.environ["COUNTERSIGN_BIN"]
        self.compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
        http, https, *ports = free_ports(2 + 2 * len(REPLICAS))
        self.http, self.https = http, https
        self.ports = dict(zip(REPLICAS, zip(ports[::2], ports[1::2], strict=True), strict=True))
        self.running: dict[str, subprocess.Popen] = {}
        self._make_secrets()
        self.nginx_conf = self._make_nginx_conf()

    def __enter__(self) -> "Installation":
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    # What is put in the place of what containers have.

    def _make_secrets(self) -> None:
        key, pem = self.dir / "portal.key", self.dir / "portal.pem"
        made = self.run(
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}", "-keyout", str(key), "-out", str(pem),
        )  # fmt: skip
        if made.returncode != 0:
            raise RuntimeError(made.stderr)
        self.tls = ssl.create_default_context(cafile=str(pem))
        text = (DEPLOY / "countersign.example.toml").read_text()
        text = re.sub(r"^database_url = .*$", f'database_url = "{os.environ["COUNTERSIGN_TEST_POSTGRES_URL"]}"', text, flags=re.M)
        for placeholder in set(re.findall(r"@[A-Z_]+@", text)):
            text = text.replace(placeholder, os.urandom(32).hex())
        (self.dir / "countersign.toml").write_text(text)

    def _make_nginx_conf(self) -> Path:
        text = (DEPLOY / "nginx.conf").read_text()
        places = {"listen 80;": f"listen 127.0.0.1:{self.http};", "listen 443 ": f"listen 127.0.0.1:{self.https} ", "/etc/nginx/tls": str(self.dir)}
        places |= {f"server {name}:8080 ": f"server 127.0.0.1:{self.port(name)} " for name in REPLICAS}
        for from_, to in places.items():
            if from_ not in text:
                raise RuntimeError(f"deploy/nginx.conf has no {from_!r}")
            text = text.replace(from_, to)
        (self.dir / "site.conf").write_text(text)
        temporary = "\n".join(f"    {kind}_temp_path {self.dir}/nginx-{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        user = "user root;\n" if os.getuid() == 0 else ""
        path = self.dir / "nginx.conf"
        path.write_text(
            f"{user}daemon off;\nworker_processes 2;\npid {self.dir}/nginx.pid;\nerror_log {self.dir}/nginx.log;\nevents {{}}\nhttp {{\n{temporary}\n"
            f"    log_format upstream '$request_method $status $upstream_addr $upstream_status';\n    access_log {self.dir}/access.log upstream;\n"
            f"    include {self.dir}/site.conf;\n}}\n"
        )
        return path

    def environment(self, name: str) -> dict[str, str]:
        port, metrics = self.ports[name]
        here = {
            "COUNTERSIGN_CONFIG": str(self.dir / "countersign.toml"), "COUNTERSIGN_DATA_DIR": str(self.dir / "data"),
            "COUNTERSIGN_LISTEN": f"127.0.0.1:{port}", "COUNTERSIGN_METRICS": f"127.0.0.1:{metrics}", "COUNTERSIGN_TRUSTED_PROXIES": "127.0.0.1",
        }  # fmt: skip
        given = self.compose["services"][name]["environment"]
        strange = here.keys() - given.keys()
        if strange:
            raise RuntimeError(f"compose.yaml does not set {strange}")
        return {"PATH": os.environ["PATH"], **given, **here}

    def unit(self) -> Path:
        text = (DEPLOY / "countersign.service").read_text().replace("ExecStart=/usr/local/bin/countersign", f"ExecStart={self.binary}")
        path = self.dir / "countersign.service"
        path.write_text(text)
        return path

    # Starting, looking, stopping.

    @staticmethod
    def has(program: str) -> bool:
        return shutil.which(program) is not None

    @staticmethod
    def run(*command: str, seconds: float = 30) -> subprocess.CompletedProcess:
        return subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)

    def start(self, name: str) -> None:
        command = [self.binary, *self.compose["services"][name].get("command", ["serve"])]
        with (self.dir / f"{name}.log").open("a") as log:
            self.running[name] = subprocess.Popen(command, env=self.environment(name), stdout=log, stderr=log)

    def start_proxy(self) -> None:
        self.running["proxy"] = subprocess.Popen(["nginx", "-c", str(self.nginx_conf)])
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.https), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("nginx does not listen")

    def ready(self, name: str) -> bool:
        """What compose's own health check says, at the server's port here."""
        _, *command = self.compose["services"][name]["healthcheck"]["test"]
        command = [part.replace("$$", "$").replace("/8080 ", f"/{self.port(name)} ") for part in command]
        until = time.monotonic() + 20
        while time.monotonic() < until and self.running[name].poll() is None:
            if self.run(*command).returncode == 0:
                return True
            time.sleep(0.1)
        return False

    def stop(self, name: str) -> int:
        process = self.running.pop(name)
        process.terminate()
        try:
            return process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()

    def log(self, name: str) -> str:
        return (self.dir / f"{name}.log").read_text()[-500:]

    def setup_code(self) -> str:
        """One of the two printed it, and only one."""
        found = [code for name in REPLICAS for code in re.findall(r"/setup#(\S+)", (self.dir / f"{name}.log").read_text())]
        if len(found) != 1:
            raise RuntimeError(f"{len(found)} setup codes were printed")
        return found[0]

    def answered(self) -> Counter:
        """How many requests each server has answered through the proxy."""
        by_port = {f"127.0.0.1:{port}": name for name, (port, _) in self.ports.items()}
        lines = (line.split() for line in (self.dir / "access.log").read_text().splitlines())
        counts = Counter({name: 0 for name in REPLICAS})
        counts.update(by_port[line[2]] for line in lines if len(line) == 4 and line[2] in by_port and line[3] != "502")
        return counts

    # Where requests go.

    def port(self, name: str) -> int:
        return self.ports[name][0]

    def proxy(self, source: str, seconds: float) -> HTTPConnection:
        connection = HTTPSConnection(HOST, self.https, timeout=seconds, context=self.tls)
        # The name is the certificate's; the address is here.
        connection._create_connection = lambda _, timeout, __: socket.create_connection(("127.0.0.1", self.https), timeout, (source, 0))
        return connection

    def plain(self, source: str, seconds: float) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.http, seconds, (source, 0))

    def replica(self, name: str):
        return lambda source, seconds: HTTPConnection("127.0.0.1", self.port(name), seconds, (source, 0))

    def metrics(self, name: str):
        return lambda source, seconds: HTTPConnection("127.0.0.1", self.ports[name][1], seconds, (source, 0))
