"""The first-seen question in DuckDB: which pairs of accounts met, and when first. Prints `from > into,first,last` lines.

It knows the records of the benchmark's generator and no others, and asks one question of the many that the hunt asks. A pair
that was silent for more than 90 days is forgotten and begins anew, as in the app's baseline.
"""
import sys

import duckdb

IDLE, DAY = 90 * 86_400, 86_400

QUERY = r"""
with records as (
  select unnest(Records) as r from read_json($files, columns = {Records: 'JSON[]'}, maximum_object_size = 1000000000)
), read as (
  select
    r->>'$.eventName' as name, r->>'$.eventSource' as source, r->>'$.errorCode' as code, r->>'$.userIdentity.type' as type,
    r->>'$.userIdentity.accountId' as account, r->>'$.userIdentity.arn' as arn, r->>'$.userIdentity.userName' as user_name,
    r->>'$.recipientAccountId' as recipient, r->>'$.requestParameters.roleArn' as role,
    r->>'$.requestParameters.targetPrincipal' as root, r->>'$.additionalEventData.SwitchFrom' as switched,
    r->>'$.responseElements.SwitchRole' as switch_outcome,
    coalesce(r->>'$.requestParameters.userName', r->>'$.responseElements.accessKey.userName') as key_owner,
    epoch(cast(r->>'$.eventTime' as timestamp)) as seconds
  from records
), met as (
  select
    case when name = 'SwitchRole' then split_part(switched, ':', 5)
         when name in ('AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity') then null
         else account end as origin,
    case when name = 'AssumeRole' then split_part(role, ':', 5)
         when name = 'AssumeRoot' then root
         when name = 'SwitchRole' then split_part(arn, ':', 5)
         when name in ('GetSessionToken', 'GetFederationToken') then account
         when name = 'CreateAccessKey' and type = 'IAMUser' and key_owner = user_name then account
         else recipient end as into_account,
    seconds
  from read
  where code is null and type <> 'AWSService' and switch_outcome is distinct from 'Failure'
)
select origin || ' > ' || into_account as pair, seconds from met
where origin <> into_account order by seconds
"""


def main(files):
    pairs = {}
    connection = duckdb.connect(config={'threads': 2})
    last = 0
    for pair, seconds in connection.execute(QUERY, {'files': files}).fetchall():
        last = seconds
        seen = pairs.get(pair)
        midnight = seconds // DAY * DAY
        if seen is None or seen[1] < midnight - IDLE:
            pairs[pair] = [seconds, seconds]
        else:
            seen[1] = seconds
    end = (last // DAY + 1) * DAY
    for pair, (first, latest) in sorted(pairs.items()):
        if latest >= end - IDLE:
            print(f'{pair},{int(first)},{int(latest)}')


main(sys.argv[1])
