"""`python -m moto_customerprofiles parity`: hold an endpoint against what this package decided."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from moto_customerprofiles.adapters.command_line import endpoints
from moto_customerprofiles.adapters.command_line.progress import Progress
from moto_customerprofiles.adapters.command_line.signals import uninterrupted
from moto_customerprofiles.adapters.parity import report, transcripts
from moto_customerprofiles.adapters.parity.calls import Caller, Undecided
from moto_customerprofiles.adapters.parity.domains import RunDomains, delete_domain, left_overs
from moto_customerprofiles.adapters.parity.plan import plan, policy
from moto_customerprofiles.adapters.parity.playing import DIFFERS, UNDECIDED, Player
from moto_customerprofiles.adapters.parity.probes import chosen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moto_customerprofiles.adapters.parity.playing import Verdict
    from moto_customerprofiles.adapters.parity.probes import Probe

_DESCRIPTION = """\
Find out whether an endpoint with the API of Amazon Connect Customer Profiles behaves as this package does.

Each probe makes a domain of its own, calls the API there, compares the answers with what the package decided, and
deletes the domain. For each rule the command says: confirmed, differs (and where), or not decided (and why).
"""
_EPILOG = """\
examples:
  python -m moto_customerprofiles parity                                        try the fake itself, in this process
  python -m moto_customerprofiles parity --policy                               print the permissions that a run needs
  python -m moto_customerprofiles parity --profile sandbox --region us-east-1   try the real service, after a question
  python -m moto_customerprofiles parity --region us-east-1 --clean             delete what a killed run left behind

exit codes: 0 all confirmed; 1 something differs; 2 wrong use; 3 nothing differs, but something is not decided
"""
_MADE_UP_KEY = "arn:aws:kms:us-east-1:111122223333:key/made-up"
_WRONG_USE, _NOT_ALL_DECIDED = 2, 3


def main(argv: Sequence[str]) -> int:
    """Run the subcommand and return its exit code.

    Raises:
        ValueError: an option has a value that cannot be used.

    """
    options = parser().parse_args(argv)
    probes = chosen(options.probes)
    if options.policy:
        _print(json.dumps(policy(probes), indent=2))
        return 0
    if options.replay is not None:
        return _replay(options.replay, as_json=options.json)
    if not endpoints.is_remote(options):
        with endpoints.fake_client() as client:
            return _clean(Caller(client)) if options.clean else _run(options, probes, _fake_player(client))
    caller = Caller(endpoints.remote_client(options), options.rate)
    if options.clean:
        return _clean(caller)
    if not options.yes and not _agreed(plan(probes, options.rate).text):
        return _WRONG_USE
    return _run(options, probes, Player(caller, RunDomains(caller), options.patience, options.kms_key))


def _fake_player(client: Any) -> Player:
    caller = Caller(client)
    return Player(caller, RunDomains(caller), kms_key=_MADE_UP_KEY)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the options."""
    made = argparse.ArgumentParser(
        prog="python -m moto_customerprofiles parity",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("probes", nargs="*", help="names of probes, areas or ids of rules; all probes without any")
    endpoints.add_options(made, "without any of these: the fake itself, in this process")
    made.add_argument("--yes", action="store_true", help="do not ask before a run on an endpoint outside")
    made.add_argument("--clean", action="store_true", help="delete the domains that interrupted runs left, and end")
    made.add_argument("--policy", action="store_true", help="print the least IAM policy for the run, and end")
    made.add_argument("--rate", type=_positive, default=5, help="calls a second at most, 5 by default")
    made.add_argument(
        "--patience", type=_positive, default=30, help="seconds to wait until an answer is as expected, 30 by default"
    )
    made.add_argument("--kms-key", metavar="ARN", help="a key of the account, for the probes that need a data store")
    made.add_argument("--record", type=Path, metavar="DIR", help="write transcripts without personal data to a folder")
    made.add_argument("--replay", type=Path, metavar="DIR", help="compare the fake with transcripts, without a network")
    made.add_argument("--json", action="store_true", help="print the result as JSON")
    return made


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError("must be greater than 0")
    return number


def _run(options: argparse.Namespace, probes: Sequence[Probe], player: Player) -> int:
    progress = Progress(len(probes), "probes")
    verdicts: list[Verdict] = []
    try:
        for probe in probes:
            verdicts.append(player.play(probe))
            progress.step(probe.name)
    finally:
        progress.end()
        with uninterrupted():
            left = player.domains.delete_all()
        if left:
            sys.stderr.write(f"Could not delete {', '.join(left)}: run the command with --clean\n")
    if options.record is not None:
        transcripts.record(options.record, verdicts)
    _print(json.dumps(report.document(verdicts), indent=2, default=str) if options.json else report.text(verdicts))
    kinds = {verdict.kind for verdict in verdicts}
    return 1 if DIFFERS in kinds else _NOT_ALL_DECIDED if UNDECIDED in kinds else 0


def _replay(folder: Path, *, as_json: bool) -> int:
    told = replay(folder)
    if as_json:
        _print(json.dumps({"disagreements": told}, indent=2))
    else:
        _print("\n".join([*(f"{name}: {where}" for name, where in told.items()), f"{len(told)} probes disagree."]))
    return 1 if told else 0


def replay(folder: Path) -> dict[str, str]:
    """Return where the fake does not do as the transcripts of a folder show, by the name of the probe."""
    then = transcripts.recorded(folder)
    known = {probe.name: probe for probe in chosen([])}
    told = dict.fromkeys(then.keys() - known.keys(), "there is no such probe any more")
    with endpoints.fake_client() as client:
        player = _fake_player(client)
        for name in then.keys() & known.keys():
            now = transcripts.transcript(player.play(known[name]))
            if where := transcripts.disagreement(then[name], now):
                told[name] = where
    return dict(sorted(told.items()))


def _clean(caller: Caller) -> int:
    try:
        names = [*left_overs(caller)]
    except Undecided as denied:
        sys.stderr.write(f"Cannot list the domains: {denied}\n")
        return 1
    kept = [name for name in names if not delete_domain(caller, name)]
    _print(f"Deleted {len(names) - len(kept)} domains of earlier runs.")
    if kept:
        sys.stderr.write(f"Could not delete {', '.join(kept)}\n")
    return 1 if kept else 0


def _agreed(text: str) -> bool:
    sys.stderr.write(f"{text}\n")
    if not sys.stdin.isatty():
        sys.stderr.write("Give --yes to go on; nobody can be asked here.\n")
        return False
    sys.stderr.write("Go on? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")
