import SplunkThemeProvider from '@splunk/themes/SplunkThemeProvider';
import { useEffect, useState, type ReactElement } from 'react';
import { configuration } from './configuration';
import { Search } from './search';
import { View } from './view';

type Scheme = 'dark' | 'light';

function begin(): Scheme {
  const asked = new URLSearchParams(location.search).get('theme') ?? localStorage.getItem('theme');
  return asked === 'light' ? 'light' : 'dark';
}

/** The frame around a view: where one can go, what draws this, and the theme. */
export function Page(): ReactElement {
  const [scheme, setScheme] = useState(begin);
  const { appId, appLabel, views, shown } = configuration;
  useEffect(() => {
    document.documentElement.dataset['theme'] = scheme;
    localStorage.setItem('theme', scheme);
  }, [scheme]);
  const here = shown.kind === 'view' ? shown.name : 'search';
  const link = (name: string, label: string): ReactElement => (
    <a key={name} href={`/app/${appId}/${name}`} aria-current={name === here ? 'page' : undefined}>
      {label}
    </a>
  );
  return (
    <SplunkThemeProvider family="enterprise" colorScheme={scheme} density="comfortable">
      <header>
        <span className="app">{appLabel}</span>
        <nav aria-label="Views">
          {views.map(({ name, label }) => link(name, label))}
          {link('search', 'Search')}
        </nav>
        <span className="engine">Local emulation of SPL: no Splunk takes part</span>
        <button
          type="button"
          onClick={() => {
            setScheme(scheme === 'dark' ? 'light' : 'dark');
          }}
        >
          {scheme === 'dark' ? 'Light theme' : 'Dark theme'}
        </button>
      </header>
      <main>{shown.kind === 'view' ? <View definition={shown.definition} /> : <Search />}</main>
      <footer>
        Countries of addresses: <a href="https://db-ip.com">IP Geolocation by DB-IP</a>
      </footer>
    </SplunkThemeProvider>
  );
}
