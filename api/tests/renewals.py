"""Writes renewals.csv: the ends of paid periods, made independently of the server, by python-dateutil.

    python3 api/tests/renewals.py > api/tests/renewals.csv
"""

from datetime import date

from dateutil.relativedelta import relativedelta

ANCHORS = [
    (date(2026, 1, 31), 1), (date(2026, 1, 30), 1), (date(2026, 1, 29), 1), (date(2026, 1, 28), 1), (date(2028, 1, 31), 1),
    (date(2028, 2, 29), 1), (date(2026, 3, 31), 1), (date(2026, 5, 31), 1), (date(2026, 8, 31), 1), (date(2026, 12, 31), 1),
    (date(2026, 4, 30), 1), (date(2026, 2, 28), 1), (date(2026, 11, 15), 1), (date(2026, 12, 1), 1), (date(2099, 12, 31), 1),
    (date(2028, 2, 29), 12), (date(2027, 2, 28), 12), (date(2026, 12, 31), 12), (date(2026, 11, 25), 12), (date(2024, 2, 29), 12),
]

print("anchor,term,start,end")
for anchor, months in ANCHORS:
    for n in range(25):
        start, end = anchor + relativedelta(months=months * n), anchor + relativedelta(months=months * (n + 1))
        print(f"{anchor},{'monthly' if months == 1 else 'annual'},{start},{end}")
