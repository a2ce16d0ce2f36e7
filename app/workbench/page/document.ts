/** What the page is told with itself. */
export interface Told {
  readonly appId: string;
  readonly appLabel: string;
  readonly views: readonly { readonly name: string; readonly label: string }[];
  readonly range: { readonly earliest: number; readonly latest: number } | null;
  readonly shown:
    | { readonly kind: 'view'; readonly name: string; readonly label: string; readonly definition: unknown }
    | { readonly kind: 'search' };
}

/** The page's HTML: an empty frame, its configuration as JSON, and the bundle's script and style. */
export function documentOf(told: Told, title: string, nonce: string): string {
  // No text in it can end the element that it stands in.
  const json = JSON.stringify({ ...told, nonce }).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/static/appIcon.png">
<link rel="stylesheet" href="/static/style.css">
<link rel="stylesheet" href="/static/page.css">
</head>
<body>
<div id="page"></div>
<script type="application/json" id="configuration">${json}</script>
<script src="/static/page.js"></script>
</body>
</html>
`;
}

/** Text as HTML shows it. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * The content security policy: everything from this server, no script in the page. Styles need the nonce where they are elements;
 * attributes are set by the charts themselves, where text of records never goes.
 */
export function policyOf(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src-elem 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
