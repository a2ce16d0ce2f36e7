"""The four tables of judging, read from CSV, and what of them is remembered on a day."""
import csv
import os

IDLE_DAYS = 90


class Tables:
    """facts: text -> (first seen, days); dispositions: text -> word; accounts: id -> (name, class); vendors: id -> name"""

    def __init__(self, folder):
        self.facts = {_key(row): (float(row['first_seen']), [int(day) for day in row['days'].split(',') if day])
                      for row in _rows(folder, 'crossaccount_baseline')}
        self.dispositions = {}
        for row in _rows(folder, 'crossaccount_dispositions'):
            if row['disposition'] and self.dispositions.get(_key(row)) != 'rejected':
                self.dispositions[_key(row)] = row['disposition']
        self.accounts = {row['account_id']: (row['name'], row['class']) for row in _rows(folder, 'crossaccount_accounts')}
        self.vendors = {row['account_id']: row['vendor'] for row in _rows(folder, 'crossaccount_vendors')}

        self.table, self.day = self.facts, None

    def remember(self, day):
        """From now on facts that were idle for too long before this day are as good as deleted."""
        if day != self.day:
            self.day, self.facts = day, Remembered(self.table, day)

    def account_class(self, account):
        if not account:
            return ''
        listed = self.accounts.get(account, ('', ''))[1]
        if listed == 'own' or 'coverage|' + account in self.facts:
            return 'own'
        if listed == 'vendor' or account in self.vendors:
            return 'vendor'
        return 'aws' if listed == 'aws' else 'external'

    def vendor_name(self, account):
        if self.account_class(account) != 'vendor':
            return ''
        return self.vendors[account] if account in self.vendors else self.accounts.get(account, ('', ''))[0]


class Remembered:
    """The facts as they are remembered on a day."""

    def __init__(self, table, day):
        self.table, self.day = table, day

    def get(self, text):
        known = self.table.get(text)
        if known is None or not known[1]:
            return known
        days, day = known[1], self.day
        if text.startswith('coverage|'):
            return None if days[-1] < day - IDLE_DAYS else known
        if days[-1] < day and day - days[-1] <= IDLE_DAYS:
            return known
        earlier = [seen for seen in days if seen < day]
        idle = bool(earlier) and day - earlier[-1] > IDLE_DAYS
        untold = len(days) == 8 and days[4] < day <= days[5]
        return None if idle and not untold else known

    def __contains__(self, text):
        return self.get(text) is not None


def _key(row):
    return row['dimension'] + '|' + row['value']


def _rows(folder, table):
    path = os.path.join(folder, table + '.csv')
    if os.path.exists(path):
        with open(path, newline='', encoding='utf-8') as file:
            yield from csv.DictReader(file)
