"""Ends every process that we started, also those that have lost their parent.

A kernel has a session of its own, and JJava's launcher starts a second JVM: who kills a server or a
launcher leaves a JVM behind. So all of them inherit a mark in their environment, by which they are found.
"""

import os
import uuid

import psutil

MARK = "WEAK_REFERENCES_RUN"


class Family:
    def __init__(self):
        self.mark = uuid.uuid4().hex
        self.environment = {**os.environ, MARK: self.mark}

    def members(self):
        found = []
        for process in psutil.process_iter():
            try:
                if process.pid != os.getpid() and process.environ().get(MARK) == self.mark:
                    found.append(process)
            except psutil.Error:
                continue  # ended just now, or not ours to look at
        return found

    def end(self, patience=3.0):
        """Asks all members to end, and after `patience` seconds makes them."""
        left = self.members()
        for signal in ("terminate", "kill"):
            for process in left:
                try:
                    getattr(process, signal)()
                except psutil.Error:
                    continue
            _, left = psutil.wait_procs(left, timeout=patience)
