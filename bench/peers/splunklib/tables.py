"""The four tables of judging, read from CSV."""
import csv
import os


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


def _key(row):
    return row['dimension'] + '|' + row['value']


def _rows(folder, table):
    path = os.path.join(folder, table + '.csv')
    if os.path.exists(path):
        with open(path, newline='', encoding='utf-8') as file:
            yield from csv.DictReader(file)
