#!/usr/bin/env python3
"""Verifies exports and evidence of Purser's audit log: a second implementation, from docs/reference/audit-log.md alone.

usage: verify.py FILE [--key KEY]... [--anchors FOLDER]
Prints one JSON object: {"fault": null | {code, line, position}, "notices": [[code, count, line], ...]}.
With --batch, reads names of files from standard input and prints an object for each.
Needs Python 3.11 and Debian's python3-cryptography, for Ed25519.
"""
import argparse
import base64
import binascii
import calendar
import datetime
import hashlib
import json
import os
import re
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

COLUMNS = {
    "tree": "number id cluster previous_id previous_size previous_root",
    "session": "id issuer subject name email roles claims idle expires_at address user_agent second_factor authenticated_at "
    "provider_session continues",
    "session_end": "session_id reason",
    "mandate": "id issued_by kind plan_digest expires_at",
    "mandate_end": "mandate_id reason",
    "operation": "id authority session_id mandate_id kind resource target_schema target_table keys reason request_id"
    " address policy login undoes",
    "outcome": "operation_id direct cascade details",
    "intent": "id session_id kind resource keys reason request_id address policy",
    "change": "id operation_id login relation table_schema table_name verb key key_after before after personal",
    "event": "id is_read kind code session_id actor operation_id resource keys fields details request_id address policy",
}
PLACES = {
    table: {name: place for place, name in enumerate(["xid", "at"] + names.split(), 1)}
    for table, names in COLUMNS.items()
}
LARGEST = 2**53 - 1


class Fault(Exception):
    def __init__(self, code, line, position=None):
        super().__init__(code)
        self.found = {"code": code, "line": line, "position": position}


# Bytes ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def read_base64(text):
    """The bytes of standard base64 in its one spelling, else None."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode() == text else None


def read_hash(text):
    data = read_base64(text) if isinstance(text, str) else None
    return data if data is not None and len(data) == 32 else None


def to_json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def refuse_number(text):
    raise ValueError(text)


def read_json(text):
    """A JSON value whose numbers are all integers; None of anything else."""
    try:
        return json.loads(text, parse_float=refuse_number, parse_constant=refuse_number)
    except (ValueError, RecursionError):
        return None


def is_count(value):
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST


def is_text(value):
    return isinstance(value, str)


def is_id(value):
    return is_text(value) and re.fullmatch("[0-9a-f-]{36}", value) is not None


def is_texts(value):
    return isinstance(value, list) and all(map(is_text, value))


# Merkle trees (RFC 6962, 2.1) ───────────────────────────────────────────────────────────────────────────────────


def leaf_hash(record):
    return hashlib.sha256(b"\0" + to_json(record).encode()).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


class Frontier:
    def __init__(self, size, peaks):
        self.size, self.peaks = size, list(peaks)

    def append(self, leaf):
        rest = self.size
        while rest % 2:
            leaf, rest = node_hash(self.peaks.pop(), leaf), rest // 2
        self.peaks.append(leaf)
        self.size += 1

    def root(self):
        if not self.peaks:
            return hashlib.sha256(b"").digest()
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root


def left_size(size):
    left = 1
    while left * 2 < size:
        left *= 2
    return left


def root_from_inclusion(leaf, position, size, proof):
    if position >= size:
        return None
    path = []
    while size > 1:
        middle = left_size(size)
        path.append(position < middle)
        position, size = (position, middle) if position < middle else (position - middle, size - middle)
    if len(path) != len(proof):
        return None
    for is_left, beside in zip(reversed(path), proof):
        leaf = node_hash(leaf, beside) if is_left else node_hash(beside, leaf)
    return leaf


def roots_from_consistency(old_root, old_size, size, proof):
    if old_size > size or old_size == 0:
        return None
    path, whole = [], True
    while old_size < size:
        middle = left_size(size)
        path.append(old_size <= middle)
        if old_size <= middle:
            size = middle
        else:
            old_size, size, whole = old_size - middle, size - middle, False
    rest = list(proof)
    if len(rest) != len(path) + (0 if whole else 1):
        return None
    older = newer = old_root if whole else rest.pop(0)
    for is_left, beside in zip(reversed(path), rest):
        if is_left:
            newer = node_hash(newer, beside)
        else:
            older, newer = node_hash(beside, older), node_hash(beside, newer)
    return older, newer


# Signed notes (c2sp.org/signed-note) and checkpoints ────────────────────────────────────────────────────────────

SIGNATURE = re.compile("— ([^\\s+]+) ([A-Za-z0-9+/=]+)")
CHECKPOINT = re.compile(
    "(purser/[0-9a-f-]{36})\n(0|[1-9][0-9]{0,14})\n([A-Za-z0-9+/=]{44})\nnumber ([1-9][0-9]{0,14})\n"
    "time ([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,6})?\\+00)\n"
    "cluster ([0-9]+/[0-9]+)\nsnapshot ([0-9]+:[0-9]+:[0-9,]*)\n"
)


def read_key(text):
    name, key_id, encoded = text.strip().split("+", 2)
    data = read_base64(encoded)
    if not data or len(data) != 33 or data[0] != 1:
        raise SystemExit("that is no verifier key")
    if hashlib.sha256(name.encode() + b"\n" + data).hexdigest()[:8] != key_id:
        raise SystemExit("that is no verifier key")
    return (name, key_id), Ed25519PublicKey.from_public_bytes(data[1:])


def read_signature(line):
    match = SIGNATURE.fullmatch(line)
    data = read_base64(match[2]) if match else None
    return ((match[1], data[:4].hex()), data[4:]) if data and len(data) >= 5 else None


def find_signers(text, lines, keys):
    """Names of the keys that signed; None where one of ours did not, or none did, or a line is no signature."""
    signatures = [read_signature(line) for line in lines]
    if None in signatures:
        return None
    signers = []
    for name, signature in signatures:
        if name not in keys:
            continue
        try:
            keys[name].verify(signature, text.encode())
        except InvalidSignature:
            return None
        signers.append(name)
    return signers or None


def trust_checkpoint(note, keys):
    end = note.rfind("\n\n")
    if end < 0 or not note.endswith("\n") or any(c < " " and c != "\n" for c in note):
        return None
    text, lines = note[: end + 1], note[end + 2 : -1].split("\n")
    match = CHECKPOINT.fullmatch(text)
    root = read_hash(match[3]) if match else None
    signers = find_signers(text, lines, keys) if len(lines) <= 16 else None
    if not root or not signers:
        return None
    return {
        "origin": match[1], "size": int(match[2]), "root": root, "number": int(match[4]), "time": match[5],
        "signers": signers,
    }


# Records ────────────────────────────────────────────────────────────────────────────────────────────────────────


def is_record(value):
    return (
        isinstance(value, list)
        and all(each is None or isinstance(each, str) for each in value)
        and len(value) > 3
        and value[0] in PLACES
        and value[-1] is not None
    )


def text_of(record, column):
    place = PLACES[record[0]].get(column)
    return record[place] if place is not None and place < len(record) else None


def number_of(text):
    return int(text) if text is not None and re.fullmatch("[0-9]+", text) else 0


def read_count(text):
    return int(text) if is_text(text) and re.fullmatch("0|[1-9][0-9]{0,14}", text) else None


def is_retirement(record):
    return (
        record[0] == "event"
        and text_of(record, "kind") == "audit.retire"
        and all(text_of(record, column) is None for column in ("code", "session_id", "actor"))
    )


def read_retirement(details):
    """The table and month that an event says was removed, and what of each tree; None where it does not say so."""
    value = read_json(details or "")
    if not isinstance(value, dict) or set(value) != {"table", "month", "sealed"}:
        return None
    month, sealed = value["month"], value["sealed"]
    if not is_text(month) or not re.fullmatch("2[0-9]{3}-(0[1-9]|1[0-2])", month):
        return None
    if not is_text(value["table"]) or not isinstance(sealed, list):
        return None
    trees = []
    for each in sealed:
        if not isinstance(each, dict) or set(each) != {"tree", "first", "last", "leaves", "rows"}:
            return None
        counts = {name: read_count(each[name]) for name in ("first", "last", "rows")}
        leaves = read_hash(each["leaves"])
        if None in counts.values() or not leaves or not is_text(each["tree"]):
            return None
        trees.append((f"purser/{each['tree']}", {**counts, "leaves": leaves}))
    return value["table"], month, trees


# What the log says ──────────────────────────────────────────────────────────────────────────────────────────────


class Notices:
    def __init__(self):
        self.found = {}

    def add(self, code, line):
        self.found.setdefault(code, [0, line])[0] += 1

    def list(self):
        return [[code, count, line] for code, (count, line) in self.found.items()]


class Sense:
    def __init__(self, notices):
        self.notices, self.open, self.skipped, self.doubts = notices, {}, set(), []
        self.begin(None)

    def begin(self, xid):
        """`beside`: the events that are to answer for records beside or between those of the transaction."""
        self.xid, self.beside = xid, set(self.skipped)
        self.operations, self.outcomes, self.changes = {}, {}, {}

    def read(self, record, line):
        if text_of(record, "xid") != self.xid:
            self.judge()
            self.begin(text_of(record, "xid"))
        self.skipped.clear()
        table, own = record[0], text_of(record, "id")
        operation = text_of(record, "operation_id")
        if table == "operation":
            self.operations[own] = line
            self.open.pop(own, None)
        elif table == "outcome":
            self.outcomes[operation] = number_of(text_of(record, "direct")) + number_of(text_of(record, "cascade"))
        elif table == "intent":
            self.open[own] = line
        elif table == "event":
            self.open.pop(operation, None)
        elif table == "change" and operation is None:
            self.notices.add("out_of_band", line)
        elif table == "change":
            self.changes.setdefault(operation, [0, line])[0] += 1

    def skip(self, event):
        self.beside.add(event)
        self.skipped.add(event)

    def explain(self, event, table):
        """What this event has removed is of this table; whoever lacks that has lost it so."""
        self.doubts = [doubt for doubt in self.doubts if doubt[0] != table or event not in doubt[1]]

    def lack(self, table, code, line):
        if self.beside:
            self.doubts.append((table, self.beside, code, line))
        else:
            self.tell(code, line)

    def tell(self, code, line):
        if code != "no_outcome":
            raise Fault(code, line)
        self.notices.add(code, line)

    def judge(self):
        for operation, (_, line) in self.changes.items():
            if operation not in self.operations:
                self.lack("operation", "change_without_operation", line)
        for operation, line in self.operations.items():
            counted, found = self.outcomes.get(operation), self.changes.get(operation, [0])[0]
            if counted is None:
                self.lack("outcome", "no_outcome", line)
            elif found > counted:
                raise Fault("counts_differ", line)
            elif found < counted:
                self.lack("change", "counts_differ", line)

    def settle(self):
        self.judge()
        self.skipped.clear()
        self.begin(None)

    def finish(self):
        self.settle()
        for _, _, code, line in self.doubts:
            self.tell(code, line)
        for line in self.open.values():
            self.notices.add("no_outcome", line)


def seconds_of(text):
    if text is None or not text.endswith("+00"):
        return None
    try:
        return calendar.timegm(datetime.datetime.strptime(text[:19], "%Y-%m-%d %H:%M:%S").timetuple())
    except ValueError:
        return None


def end_of(month):
    year, number = int(month[:4]), int(month[5:])
    return calendar.timegm((year + number // 12, number % 12 + 1, 1, 0, 0, 0))


class Clock:
    def __init__(self, notices, heartbeat, start):
        self.notices, self.heartbeat, self.before, self.latest = notices, heartbeat, seconds_of(start), None

    def read(self, record, line):
        at = seconds_of(text_of(record, "at"))
        if at is None:
            return
        if self.before is not None and at < self.before - 3600:
            self.notices.add("dated_before_sealing", line)
        if self.latest is None or at > self.latest[0]:
            self.latest = (at, line)

    def retire(self, month, after, line):
        sealed_after = seconds_of(after)
        if sealed_after is not None and end_of(month) < sealed_after - 3600:
            self.notices.add("dated_before_sealing", line)

    def passes(self, time, line):
        now = seconds_of(time)
        if now is None:
            return
        if self.latest and self.latest[0] > now:
            self.notices.add("dated_after_sealing", self.latest[1])
        if self.before is not None and now < self.before:
            self.notices.add("clock_stepped_back", line)
        if self.before is not None and now > self.before + 3 * self.heartbeat:
            self.notices.add("no_heartbeat", line)
        self.before, self.latest = now, None


# Exports ────────────────────────────────────────────────────────────────────────────────────────────────────────


def is_header(value):
    return (
        isinstance(value, dict)
        and list(value)
        == "checkpoint complete first format frontier heartbeat keys last origin retired version".split()
        and (value["checkpoint"] is None or is_text(value["checkpoint"]))
        and isinstance(value["complete"], bool)
        and all(is_count(value[name]) for name in ("first", "heartbeat", "last"))
        and value["format"] == "purser-audit-export"
        and is_texts(value["frontier"])
        and all(map(read_hash, value["frontier"]))
        and is_texts(value["keys"])
        and is_text(value["origin"])
        and isinstance(value["retired"], list)
        and all(map(is_removal, value["retired"]))
        and is_count(value["version"])
        and value["version"] == 1
    )


def is_removal(value):
    return (
        isinstance(value, dict)
        and list(value) == ["first", "id", "leaves", "rows"]
        and all(is_count(value[name]) for name in ("first", "rows"))
        and is_id(value["id"])
        and read_hash(value["leaves"]) is not None
    )


def is_trailer(value):
    return (
        isinstance(value, dict)
        and list(value) == ["lines", "records", "sha256"]
        and is_count(value["lines"])
        and is_count(value["records"])
        and read_hash(value["sha256"]) is not None
    )


def is_record_line(value):
    if value["record"] is not None and not is_record(value["record"]):
        return False
    if value["leaf"] is None and value["position"] is None:
        return True
    return read_hash(value["leaf"]) is not None and is_count(value["position"])


def is_retired_line(value):
    return read_hash(value["leaf"]) is not None and is_count(value["position"]) and is_id(value["retired"])


FORMS = {
    ("header", "signatures"): lambda value: is_header(value["header"]) and is_texts(value["signatures"]),
    ("leaf", "position", "record"): is_record_line,
    ("leaf", "position", "retired"): is_retired_line,
    ("checkpoint",): lambda value: is_text(value["checkpoint"]),
    ("signatures", "trailer"): lambda value: is_texts(value["signatures"]) and is_trailer(value["trailer"]),
}


def read_canonical(raw):
    """The JSON value of a line without its newline; None unless it is spelled in the one way there is."""
    try:
        text = raw.decode()
        value = read_json(text)
        return value if to_json(value).encode() == raw else None
    except (UnicodeDecodeError, UnicodeEncodeError):
        return None


def read_line(line):
    """A line of an export; None of anything else."""
    value = read_canonical(line[:-1]) if line.endswith(b"\n") else None
    if not isinstance(value, dict) or tuple(value) not in FORMS or not FORMS[tuple(value)](value):
        return None
    return value


class Removal:
    """Leaves without records that one event answers for."""

    def __init__(self, first, rows=0, leaves=hashlib.sha256(b"").digest()):
        self.first, self.rows, self.leaves = first, rows, leaves
        self.last = self.begins = self.after = None

    def append(self, leaf, position, line, after):
        self.leaves, self.last, self.after = node_hash(self.leaves, leaf), position, after
        self.rows += 1
        self.begins = self.begins or (line, position)

    def is_stated(self, stated):
        found = {"first": self.first, "last": self.last, "rows": self.rows, "leaves": self.leaves}
        return stated == found


class Export:
    def __init__(self, line, raw, keys, anchors, notices):
        header = line["header"]
        if not find_signers(to_json(header) + "\n", line["signatures"], keys):
            raise Fault("untrusted_header", 1)
        self.header, self.keys, self.notices, self.anchors = header, keys, notices, anchors
        self.begin_tree()
        self.due = [a for a in anchors if a["origin"] == header["origin"] and a["size"] >= header["first"]]
        self.sense = Sense(notices)
        self.clock = Clock(notices, header["heartbeat"], self.last["time"] if self.last else None)
        self.digest, self.lines, self.sealed, self.ended = hashlib.sha256(raw), 1, header["first"], False
        self.removals = {
            each["id"]: Removal(each["first"], each["rows"], read_hash(each["leaves"]))
            for each in header["retired"]
        }
        self.meet_anchors(1)

    def begin_tree(self):
        header = self.header
        peaks = [read_hash(peak) for peak in header["frontier"]]
        if len(peaks) != bin(header["first"]).count("1"):
            raise Fault("wrong_frontier", 1)
        self.frontier = Frontier(header["first"], peaks)
        if header["checkpoint"] is None:
            self.last = None
            if header["first"] > 0:
                raise Fault("wrong_frontier", 1)
            return
        self.last = trust_checkpoint(header["checkpoint"], self.keys)
        if not self.last:
            raise Fault("untrusted_checkpoint", 1)
        if self.last["origin"] != header["origin"]:
            raise Fault("wrong_origin", 1)
        if self.last["size"] != header["first"] or self.last["root"] != self.frontier.root():
            raise Fault("wrong_frontier", 1)

    def meet_anchors(self, line):
        while self.due and self.due[0]["size"] == self.frontier.size:
            if self.due.pop(0)["root"] != self.frontier.root():
                raise Fault("fork", line)

    def read(self, raw):
        self.lines += 1
        line = read_line(raw)
        if line is None or "header" in line or self.ended:
            raise Fault("unreadable_line", self.lines)
        if "trailer" in line:
            return self.read_trailer(line)
        self.digest.update(raw)
        if "retired" in line:
            self.read_retired(read_hash(line["leaf"]), line["position"], line["retired"])
        elif "position" in line:
            self.read_record(line["leaf"], line["position"], line["record"])
        else:
            self.read_checkpoint(line["checkpoint"])

    def read_record(self, leaf, position, record):
        if leaf is None:
            raise Fault("record_not_sealed", self.lines)
        if position != self.frontier.size:
            raise Fault("wrong_position", self.lines, position)
        if record is None:
            raise Fault("record_missing", self.lines, position)
        if leaf_hash(record) != read_hash(leaf):
            raise Fault("record_altered", self.lines, position)
        if position == 0:
            self.check_beginning(record)
        self.sense.read(record, self.lines)
        self.clock.read(record, self.lines)
        if is_retirement(record):
            self.read_retirement(record, position)
        self.frontier.append(read_hash(leaf))
        self.meet_anchors(self.lines)

    def read_retired(self, leaf, position, event):
        if position != self.frontier.size:
            raise Fault("wrong_position", self.lines, position)
        if position == 0:
            raise Fault("wrong_beginning", self.lines, 0)
        removal = self.removals.setdefault(event, Removal(position))
        removal.append(leaf, position, self.lines, self.last["time"] if self.last else None)
        self.sense.skip(event)
        self.frontier.append(leaf)
        self.meet_anchors(self.lines)

    def read_retirement(self, record, position):
        retirement = read_retirement(text_of(record, "details"))
        if not retirement:
            raise Fault("wrong_retirement", self.lines, position)
        table, month, trees = retirement
        stated = next((leaves for origin, leaves in trees if origin == self.header["origin"]), None)
        found = self.removals.pop(text_of(record, "id"), None)
        has_begun = found is not None and found.begins is not None
        if not has_begun and (stated is None or stated["last"] < self.header["first"]):
            return
        if stated is None or found is None or not found.is_stated(stated):
            raise Fault("wrong_retirement", self.lines, position)
        if stated["last"] >= self.sealed:
            raise Fault("wrong_retirement", self.lines, position)
        own = [a for a in self.anchors if a["origin"] == self.header["origin"]]
        if own and all(a["size"] <= stated["last"] for a in own):
            raise Fault("wrong_retirement", self.lines, position)
        self.clock.retire(month, found.after, self.lines)
        self.sense.explain(text_of(record, "id"), table)
        self.notices.add("retired", self.lines)

    def check_beginning(self, record):
        if record[0] != "tree" or f"purser/{text_of(record, 'id')}" != self.header["origin"]:
            raise Fault("wrong_beginning", 2, 0)
        previous, size = text_of(record, "previous_id"), number_of(text_of(record, "previous_size"))
        root = read_hash(text_of(record, "previous_root"))
        for anchor in self.anchors:
            if previous is None or anchor["origin"] != f"purser/{previous}":
                continue
            if anchor["size"] > size:
                raise Fault("cut_off", 2, 0)
            if anchor["size"] == size and root and anchor["root"] != root:
                raise Fault("fork", 2)

    def read_checkpoint(self, note):
        checkpoint = trust_checkpoint(note, self.keys)
        if not checkpoint:
            raise Fault("untrusted_checkpoint", self.lines)
        if checkpoint["origin"] != self.header["origin"]:
            raise Fault("wrong_origin", self.lines)
        if checkpoint["number"] != (self.last["number"] if self.last else 0) + 1:
            raise Fault("wrong_number", self.lines)
        if checkpoint["size"] != self.frontier.size:
            raise Fault("wrong_size", self.lines)
        if checkpoint["root"] != self.frontier.root():
            raise Fault("wrong_root", self.lines, self.sealed)
        self.sense.settle()
        self.clock.passes(checkpoint["time"], self.lines)
        if self.last and not set(checkpoint["signers"]) & set(self.last["signers"]):
            self.notices.add("key_changed", self.lines)
        self.last, self.sealed = checkpoint, checkpoint["size"]

    def read_trailer(self, line):
        trailer = line["trailer"]
        if read_hash(trailer["sha256"]) != self.digest.digest():
            raise Fault("bytes_differ", self.lines)
        if trailer["lines"] != self.lines - 1 or trailer["records"] != self.frontier.size - self.header["first"]:
            raise Fault("bytes_differ", self.lines)
        if not find_signers(to_json(trailer) + "\n", line["signatures"], self.keys):
            raise Fault("untrusted_trailer", self.lines)
        if (self.last["number"] if self.last else 0) != self.header["last"] or self.sealed != self.frontier.size:
            raise Fault("wrong_end", self.lines)
        self.ended = True

    def finish(self):
        if not self.ended:
            raise Fault("wrong_end", self.lines)
        missing = [removal.begins for removal in self.removals.values() if removal.begins]
        if missing:
            raise Fault("record_missing", *min(missing))
        self.sense.finish()
        if self.due and self.header["complete"]:
            raise Fault("cut_off", self.lines)
        if self.due:
            self.notices.add("goes_on", self.lines)


# Evidence ───────────────────────────────────────────────────────────────────────────────────────────────────────


def is_proof(value):
    return is_texts(value) and all(map(read_hash, value))


def is_disclosures(second, value):
    return (
        second == "disclosures" and isinstance(value, list) and value != []
        and all(
            isinstance(each, dict) and list(each) == "change field salt side value".split()
            and all(map(is_text, each.values())) and each["side"] in ("before", "after")
            for each in value
        )
    )


def check_disclosure(disclosure, records):
    """Salt and value must be what one of the changes was made with."""
    found = next(
        (r for r in records if r["record"][0] == "change" and text_of(r["record"], "id") == disclosure["change"]), None
    )
    if not found:
        raise Fault("wrong_disclosure", 1)
    names = re.findall(r'"((?:[^"\\]|\\.)*)"|([^{},"]+)', text_of(found["record"], "personal") or "{}", re.DOTALL)
    names = [re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL) or plain for quoted, plain in names]
    side = read_json(text_of(found["record"], disclosure["side"]) or "null")
    field, salt = disclosure["field"], disclosure["salt"]
    commitment = side.get(field) if isinstance(side, dict) and field in names else None
    if (
        not commitment
        or not re.fullmatch("[0-9a-f]{32}", salt)
        or hashlib.sha256(bytes.fromhex(salt) + disclosure["value"].encode()).hexdigest() != commitment
    ):
        raise Fault("wrong_disclosure", 1, found["position"])


def read_evidence(raw):
    value = read_canonical(raw.removesuffix(b"\n"))
    if not isinstance(value, dict) or not is_count(value.get("version")) or value["version"] != 1:
        return None
    if [name for name in value if name != "disclosures"] == "checkpoint entry format records version".split():
        records = value["records"]
        return value if (
            value["format"] == "purser-audit-evidence"
            and is_text(value["checkpoint"]) and is_text(value["entry"]) and isinstance(records, list)
            and ("disclosures" not in value or is_disclosures(list(value)[1], value["disclosures"]))
            and all(
                isinstance(each, dict) and list(each) == ["position", "proof", "record"]
                and is_count(each["position"]) and is_proof(each["proof"]) and is_record(each["record"])
                for each in records
            )
        ) else None
    if list(value) == "checkpoints format proof version".split():
        return value if (
            value["format"] == "purser-audit-consistency"
            and is_texts(value["checkpoints"]) and len(value["checkpoints"]) == 2 and is_proof(value["proof"])
        ) else None
    return None


def verify_evidence(evidence, keys, anchors, notices):
    checkpoint = trust_checkpoint(evidence["checkpoint"], keys)
    if not checkpoint:
        raise Fault("untrusted_checkpoint", 1)
    for each in evidence["records"]:
        proof = [read_hash(text) for text in each["proof"]]
        root = root_from_inclusion(leaf_hash(each["record"]), each["position"], checkpoint["size"], proof)
        if root != checkpoint["root"]:
            raise Fault("wrong_proof", 1, each["position"])
    compare_anchors([checkpoint], anchors)
    records, entry = [each["record"] for each in evidence["records"]], evidence["entry"]
    main = next((r for r in records if r[0] in ("operation", "event") and text_of(r, "id") == entry), None)
    if not main:
        raise Fault("incomplete_evidence", 1)
    for record in records:
        ids = [text_of(record, "id"), text_of(record, "operation_id")]
        if entry not in ids and not (record[0] == "session" and ids[0] == text_of(main, "session_id")):
            raise Fault("incomplete_evidence", 1)
    sense = Sense(notices)
    for record in records:
        sense.read(record, 1)
    sense.finish()
    for disclosure in evidence.get("disclosures", []):
        check_disclosure(disclosure, evidence["records"])


def verify_consistency(consistency, keys, anchors):
    older, newer = (trust_checkpoint(note, keys) for note in consistency["checkpoints"])
    if not older or not newer:
        raise Fault("untrusted_checkpoint", 1)
    if older["origin"] != newer["origin"]:
        raise Fault("wrong_origin", 1)
    proof = [read_hash(text) for text in consistency["proof"]]
    if roots_from_consistency(older["root"], older["size"], newer["size"], proof) != (older["root"], newer["root"]):
        raise Fault("wrong_proof", 1)
    compare_anchors([older, newer], anchors)


def compare_anchors(checkpoints, anchors):
    for anchor in anchors:
        for each in checkpoints:
            same = anchor["origin"] == each["origin"] and anchor["size"] == each["size"]
            if same and anchor["root"] != each["root"]:
                raise Fault("fork", 1)


# Files ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def read_anchors(folder, keys):
    anchors = []
    for name in sorted(os.listdir(folder)) if folder else []:
        if not name.endswith(".checkpoint"):
            continue
        with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
            checkpoint = trust_checkpoint(file.read(), keys)
        if not checkpoint:
            raise Fault("untrusted_checkpoint", None)
        anchors.append(checkpoint)
    return sorted(anchors, key=lambda anchor: (anchor["size"], anchor["number"]))


def verify_lines(lines, keys, anchors, notices):
    export, is_evidence = None, False
    for raw in lines:
        if is_evidence:
            raise Fault("unreadable_line", 2)
        if export:
            export.read(raw)
            continue
        header = read_line(raw)
        if header and "header" in header:
            export = Export(header, raw, keys, anchors, notices)
            continue
        evidence = read_evidence(raw)
        if not evidence:
            raise Fault("unreadable_file", 1)
        if "records" in evidence:
            verify_evidence(evidence, keys, anchors, notices)
        else:
            verify_consistency(evidence, keys, anchors)
        is_evidence = True
    if export:
        export.finish()
    elif not is_evidence:
        raise Fault("unreadable_file", 1)


def verify_file(path, keys, folder):
    notices, fault = Notices(), None
    try:
        anchors = read_anchors(folder, keys)
        with open(path, "rb") as file:
            verify_lines(file, keys, anchors, notices)
    except Fault as found:
        fault = found.found
    return {"fault": fault, "notices": notices.list()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file", nargs="?")
    parser.add_argument("--key", action="append", default=[])
    parser.add_argument("--anchors")
    parser.add_argument("--batch", action="store_true")
    options = parser.parse_args()
    keys = dict(map(read_key, options.key))
    if options.batch:
        for path in sys.stdin:
            print(json.dumps(verify_file(path.rstrip("\n"), keys, options.anchors)), flush=True)
        return
    result = verify_file(options.file, keys, options.anchors)
    print(json.dumps(result))
    sys.exit(1 if result["fault"] else 0)


if __name__ == "__main__":
    main()
