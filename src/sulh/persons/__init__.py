"""Names of persons in any script: taken apart, compared slot by slot with reasons, searched, and lists of persons linked.

    match = compare_names("عبد الرحمن محمد الحلبي", "Abdulrahman al-Halabi")
    print(match.score)
    for finding in match.slots:
        print(finding)

Names and lists are invented or the user's own; nothing is fetched.
"""

from sulh.persons.clusters import LinkedPair, PersonCluster
from sulh.persons.decisions import DecisionError, Decisions, LinkDecision, add_decisions, load_decisions
from sulh.persons.linking import LinkedLists, link
from sulh.persons.matching import NameMatch, PreparedNames, SlotFinding, compare_names
from sulh.persons.names import NamePart, PersonName, person_name
from sulh.persons.search import NameHit, NameIndex

__all__ = [
    "DecisionError",
    "Decisions",
    "LinkDecision",
    "LinkedLists",
    "LinkedPair",
    "NameHit",
    "NameIndex",
    "NameMatch",
    "NamePart",
    "PersonCluster",
    "PersonName",
    "PreparedNames",
    "SlotFinding",
    "add_decisions",
    "compare_names",
    "link",
    "load_decisions",
    "person_name",
]
