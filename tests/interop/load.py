#!/usr/bin/env python3
"""How a served graph bears load: requests per second and p99, alone and beside queries without end, and what such queries take of memory.

Usage: load.py ZHENGTU GRAPH.nq [SECONDS]

Needs nothing but Python and, for the memory, Linux. Each row is measured for SECONDS (5) with 8 clients that keep their connections. Ends with 1 if a light
query waits longer than a second behind a crowd of heavy ones, if the processes take more than their limits together, or do not give the memory back.
The clients are Python's, so the figures of light requests are those of the clients as much as of the server.
"""

import http.client
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote

CLIENTS = 8
QUERIES, MEMORY, TIMEOUT = 6, 256, 30
SLACK = 64 << 20
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?d a <https://w3id.org/zhengtu/def#Document> }"
JOIN = "SELECT ?a ?b WHERE { ?a <http://data.europa.eu/eli/ontology#cites> ?b . ?b a <https://w3id.org/zhengtu/def#Document> } LIMIT 50"
REQUESTS = {
    "page": "/",
    "canned question": "/questions/agencies?format=csv",
    "ASK {}": "/sparql?query=" + quote("ASK {}"),
    "count": "/sparql?query=" + quote(COUNT),
    "join": "/sparql?query=" + quote(JOIN),
}
VALUES = "SELECT (COUNT(*) AS ?n) { %s }" % " ".join("VALUES ?v%d { %s }" % (n, "1 " * 100) for n in range(7))


def nested(function):
    """Each step makes the words twice as long, and asks the store for nothing."""
    steps = " ".join("BIND(%s AS ?x%d)" % (function.replace("?", "?x%d" % (n - 1)), n) for n in range(1, 60))
    return 'SELECT (STRLEN(?x59) AS ?n) { BIND("甲乙" AS ?x0) %s }' % steps


BOMBS = {
    "eight products of VALUES": [VALUES] * 8,
    "eight nested REPLACE": [nested('REPLACE(?, "甲", "甲甲乙")')] * 8,
    "eight nested CONCAT": [nested("CONCAT(?, ?)")] * 8,
    "paths both ways": ["SELECT (COUNT(*) AS ?n) { ?a (!<x:p>|^!<x:p>)* ?b }"] * 4,
}


class Server:
    def __init__(self, program, graph):
        words = ["--queries", str(QUERIES), "--max-memory", str(MEMORY), "--timeout", str(TIMEOUT)]
        words = [program, "serve", "--bind", "127.0.0.1:0", "--quiet", "-g", graph, *words]
        self.process = subprocess.Popen(words, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
        found = None
        while not found:
            line = self.process.stderr.readline().decode()
            if not line:
                sys.exit("the server did not start")
            found = re.search(r"http://([^/]+)/", line)
        self.address = found[1]
        threading.Thread(target=self.process.stderr.read, daemon=True).start()

    def connect(self):
        return http.client.HTTPConnection(self.address, timeout=3 * TIMEOUT)

    def bomb(self, query):
        """Sends a query and does not wait."""
        connection = self.connect()
        connection.request("POST", "/sparql", query.encode(), {"Content-Type": "application/sparql-query"})
        return connection

    def memory(self):
        """Bytes resident in the server and in all processes it started."""
        pids, total = [self.process.pid], 0
        for entry in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = entry.read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(fields[1]) == self.process.pid:
                pids.append(int(entry.parent.name))
        for pid in pids:
            try:
                total += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
            except OSError:
                pass
        return total


def measure(server, path, seconds):
    """Requests per second, the middle and the 99th percentile of their milliseconds, and how many were refused."""
    times, refused, lock = [], [0], threading.Lock()
    end = time.monotonic() + seconds

    def client():
        own, bad, connection = [], 0, server.connect()
        while time.monotonic() < end:
            start = time.monotonic()
            connection.request("GET", path, headers={"Accept": "*/*"})
            answer = connection.getresponse()
            answer.read()
            own.append(time.monotonic() - start)
            bad += answer.status != 200
        with lock:
            times.extend(own)
            refused[0] += bad

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times.sort()
    at = lambda share: times[min(len(times) - 1, int(len(times) * share))] * 1e3
    return len(times) / (time.monotonic() - start), at(0.5), at(0.99), refused[0]


def table(server, seconds, beside):
    for name, path in REQUESTS.items():
        rate, middle, p99, refused = measure(server, path, seconds)
        print(f"{name:<18}{beside:<12}{rate:>10.0f}{middle:>10.1f}{p99:>10.1f}{refused:>9}", flush=True)


def crowd(server, name, queries, at_rest):
    """What becomes of a light query and of the memory while `queries` run; whether both are as they should be."""
    most = [0]
    done = threading.Event()

    def watch():
        while not done.wait(0.05):
            most[0] = max(most[0], server.memory())

    watcher = threading.Thread(target=watch)
    watcher.start()
    running = [server.bomb(query) for query in queries]
    waits, refused = [], 0
    end = time.monotonic() + 10
    while time.monotonic() < end:
        start = time.monotonic()
        connection = server.connect()
        connection.request("GET", REQUESTS["ASK {}"])
        refused += connection.getresponse().status != 200
        waits.append(time.monotonic() - start)
        connection.close()
        time.sleep(0.1)
    for connection in running:
        connection.close()
    # Who goes away has stopped what he asked for; another process takes the place of one that was ended.
    end = time.monotonic() + TIMEOUT
    while server.memory() > at_rest + SLACK and time.monotonic() < end:
        time.sleep(0.1)
    done.set()
    watcher.join()
    after, sum_of_limits = server.memory(), at_rest + (QUERIES + 1) * (MEMORY << 20)
    mib = lambda size: f"{size / (1 << 20):.0f}"
    print(f"{name:<26}{len(waits):>5}{max(waits) * 1e3:>10.0f}{refused:>9}{mib(at_rest):>9}{mib(most[0]):>9}{mib(sum_of_limits):>9}{mib(after):>9}", flush=True)
    return max(waits) <= 1 and not refused and most[0] <= sum_of_limits and after <= at_rest + SLACK


def main():
    program, graph = sys.argv[1:3]
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 5
    server = Server(program, graph)
    try:
        # All processes have read the graph when the memory no longer grows.
        at_rest = 0
        while server.memory() > at_rest:
            at_rest = server.memory()
            time.sleep(2)
        print(f"{QUERIES} places for queries of {MEMORY} MiB, {CLIENTS} clients, {os.cpu_count()} processors")
        print(f"{'request':<18}{'beside':<12}{'per s':>10}{'p50 ms':>10}{'p99 ms':>10}{'refused':>9}")
        table(server, seconds, "nothing")
        stop = threading.Event()

        def endless():
            while not stop.is_set():
                connection = server.bomb(VALUES)
                stop.wait(TIMEOUT - 1)
                connection.close()

        bombs = [threading.Thread(target=endless) for _ in range(2)]
        for bomb in bombs:
            bomb.start()
        time.sleep(1)
        table(server, seconds, "two bombs")
        stop.set()
        for bomb in bombs:
            bomb.join()
        print(f"{'crowd':<26}{'ASKs':>5}{'worst ms':>10}{'refused':>9}{'MiB':>9}{'most':>9}{'limits':>9}{'after':>9}")
        held = [crowd(server, name, queries, at_rest) for name, queries in BOMBS.items()]
    finally:
        server.process.terminate()
        server.process.wait()
    sys.exit(not all(held))


if __name__ == "__main__":
    main()
