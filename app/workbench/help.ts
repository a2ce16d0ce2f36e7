/** What `--help` prints. */
export const help = `Usage: npm start -- [PATHS...] [OPTIONS]
       npm start -- explain FINDING [PATHS...] [OPTIONS]

Hunts through CloudTrail files with the app's own searches, replayed day by day as
Splunk's scheduler would run them. PATHS are files and folders (.json, .jsonl, .ndjson,
.log, gzip or not); without PATHS the examples are hunted. explain prints the chain, the
reasons and the records behind one finding as Markdown; FINDING is its id or the beginning
of it. Of a work folder it takes the findings that stand there.

  --format table|json|csv   how findings are printed; table is the default
  --out FILE                write them to FILE instead of standard output
  --work DIR                keep the tables there between runs as CSV; tables that stand
                            there are used: crossaccount_accounts.csv (account_id,name,
                            class), crossaccount_vendors.csv (account_id,vendor), ...
  --detections A,B          hunt only for these, by name: role_creation, ...
  --earliest WHEN           only events from WHEN on; a date or date-time in UTC, such as
                            2026-03-01 or 2026-03-01T14:30:00Z
  --latest WHEN             only events before WHEN
  --learning DAYS|auto      for so many days after an account's first event novelty among
                            own accounts is learning, not new; auto (the default) is 14
                            when the files span more than 28 days, else 0
  --no-page                 no page with dashboards at the end; there is one only where
                            findings are printed as a table on a terminal
  --port N                  where the page is served on 127.0.0.1; a free port unless told
  --quiet                   no progress, notes or summary on standard error
  --help, --version

Findings go to standard output, everything else to standard error. The exit code is 0
with findings or without, 2 if nothing could be read or the command line is wrong, 1 if a
search failed.
`;
