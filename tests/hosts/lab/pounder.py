"""Runs inside the lab: asks the balancer for pages, evenly, until its standard input ends; then says what came.

pounder.py URL REQUESTS_PER_SECOND
"""

import json
import sys
import threading
import time
import urllib.request
from collections import Counter

THREADS = 4  # a slow answer holds back no other request


def main(url: str, rate: float) -> None:
    """Count every request by the host and version that answered, and every failure with its reason."""
    served, failed, stop = Counter[str](), list[str](), threading.Event()

    def pound(number: int) -> None:
        due = time.monotonic() + number / rate
        while not stop.wait(max(0.0, due - time.monotonic())):
            due += THREADS / rate
            try:
                with urllib.request.urlopen(url, timeout=5) as answer:
                    served[answer.read().decode().strip()] += 1
            except Exception as error:  # noqa: BLE001 - whatever it was, the request failed, and that is what is counted
                failed.append(f"{type(error).__name__}: {error}")

    threads = [threading.Thread(target=pound, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    sys.stdin.read()
    stop.set()
    for thread in threads:
        thread.join()
    print(json.dumps({"served": served, "failed": failed}))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
