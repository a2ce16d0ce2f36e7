import { DashboardContextProvider } from '@splunk/dashboard-context';
import { DashboardCore } from '@splunk/dashboard-core';
import EnterprisePreset from '@splunk/dashboard-presets/EnterprisePreset';
import type { DashboardJSON } from '@splunk/dashboard-types';
import { useMemo, type ReactElement } from 'react';
import { unchained } from './chains';
import { configuration } from './configuration';
import { LocalSavedSearch, LocalSearch } from './sources';
import { tokensIn, withRange } from './tokens';

const preset = {
  ...EnterprisePreset,
  dataSources: {
    ...EnterprisePreset.dataSources,
    'ds.search': LocalSearch,
    'ds.savedSearch': LocalSavedSearch,
  },
};

/** A view of the app, drawn by Splunk's packages over the engine on this machine. */
export function View({ definition }: { readonly definition: DashboardJSON }): ReactElement {
  const drawn = useMemo(() => withRange(unchained(definition), configuration.range), [definition]);
  const tokens = useMemo(() => tokensIn(location.search), []);
  return (
    <DashboardContextProvider
      preset={preset}
      initialDefinition={drawn}
      initialTokenBinding={{ default: tokens }}
      initialMode="view"
      timezone={{ ianaTimezone: 'UTC' }}
    >
      <DashboardCore width="100%" height="auto" />
    </DashboardContextProvider>
  );
}
