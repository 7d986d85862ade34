"""The managers of a real company (D. Krackhardt, 1987) as tables to import.

The data is a multilayer network: a list of nodes with their attributes, and edges of
the layers advice, friendship and reports-to. It is not part of this repository; its
folder is below ``SUITE_DATA``, else ``../shared/data`` beside the repository. This
module knows nothing of Odoo, so that scripts can use it, too.
"""

import csv
import io
import os
from pathlib import Path

ACCOUNT = "Krackhardt High-Tech"
ADVICE, FRIENDSHIP, REPORTS_TO = "1", "2", "3"
# Level of a manager in the data: function and decision role.
LEVELS = {
    "1": ("President", "economic_buyer"),
    "2": ("Vice President", "decision_maker"),
    "3": ("Manager", "user"),
}


def find_folder():
    """Folder of the data, or None where it is missing."""
    data = os.environ.get("SUITE_DATA")
    root = Path(__file__).resolve().parents[3]
    folder = (Path(data) if data else root.parent / "shared" / "data") / "krackhardt"
    return folder if folder.is_dir() else None


def read_tables(folder):
    """Convert the data.

    Who is asked for advice influences who asks. Friends know each other, so that a
    friendship that both name is one link.

    :param folder: folder of the data
    :return: ``(people, links)``, each ``(file name, bytes of a CSV file)``
    """
    nodes = list(_read(folder / "Krackhardt-High-Tech_nodes.txt"))
    edges = list(_read(folder / "Krackhardt-High-Tech_multiplex.edges"))
    superiors = {
        edge["nodeID1"]: edge["nodeID2"]
        for edge in edges
        if edge["layerID"] == REPORTS_TO
    }
    people = [
        {
            "Key": node["nodeID"],
            "Name": f"Manager {node['nodeID']}",
            "Reports to": superiors.get(node["nodeID"], ""),
            # The president is in no department.
            "Department": f"Department {node['nodeDepartment']}"
            if node["nodeDepartment"] != "0"
            else "",
            "Job position": LEVELS[node["nodeLevel"]][0],
            "Decision role": LEVELS[node["nodeLevel"]][1],
            "Note": f"Age {node['nodeAge']}, {node['nodeTenure']} years in the company",
        }
        for node in nodes
    ]
    return ("people.csv", _write(people)), ("links.csv", _write(_links(edges)))


def _links(edges):
    friends = set()
    for edge in edges:
        asking, asked = edge["nodeID1"], edge["nodeID2"]
        if edge["layerID"] == ADVICE:
            yield {"From": asked, "To": asking, "Type": "Influence"}
        elif edge["layerID"] == FRIENDSHIP:
            pair = frozenset((asking, asked))
            if pair not in friends:
                friends.add(pair)
                yield {"From": asking, "To": asked, "Type": "Friend"}


def _read(path):
    with path.open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines, delimiter=" ")


def _write(rows):
    rows = list(rows)
    content = io.StringIO()
    writer = csv.DictWriter(content, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return content.getvalue().encode()
