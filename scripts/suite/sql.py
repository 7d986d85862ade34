"""Run SQL statements one after another; runs inside the virtual environment.

    python sql.py DATABASE STATEMENT…

Prints the rows of the last statement, one a line, columns separated by tabs.
"""

import sys

import psycopg2


def main(database: str, *statements: str) -> None:
    """Execute each statement in a transaction of its own."""
    connection = psycopg2.connect(dbname=database, connect_timeout=10)
    connection.autocommit = True
    cursor = connection.cursor()
    for statement in statements:
        cursor.execute(statement)
    if cursor.description:
        for row in cursor.fetchall():
            print(*row, sep="\t")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except psycopg2.Error as error:
        sys.exit(str(error).strip())
