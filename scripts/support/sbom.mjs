import { createHash } from 'node:crypto';
import { appId } from './project.mjs';

/**
 * The package's bill of materials, CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/): the app, its own programs with their
 * digests, and the software of others. No serial number and no time of its making, so that the same package has the same.
 * @param {{ version: string, contents: ReadonlyMap<string, { bytes: Buffer }>, thirdParties: readonly import('./thirdparty.mjs').Component[] }} app
 *   `contents`: the files by their name in the app
 * @returns {string} JSON
 */
export function sbomOf({ version, contents, thirdParties }) {
  const programs = [...contents.keys()].filter((name) => /^bin\/[^/]+$/.test(name)).sort();
  const parts = [
    ...programs.map((name) => ({ type: 'file', 'bom-ref': name, name, hashes: [sha256(contents.get(name).bytes)] })),
    ...thirdParties.map((party) => describe(party, contents)),
  ];
  const brings = (name) => thirdParties.filter(({ inside }) => inside === name).map(reference);
  const bom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': appId,
        name: appId,
        version,
        licenses: [{ license: { id: 'Apache-2.0' } }],
      },
    },
    components: parts,
    dependencies: [
      {
        ref: appId,
        dependsOn: [...programs, ...thirdParties.filter(({ inside }) => inside === undefined).map(reference)],
      },
      ...thirdParties.map((party) => ({ ref: reference(party), dependsOn: brings(party.name) })),
    ],
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
}

function describe(party, contents) {
  const { name, version, licence, file, purl, cpe, integrity } = party;
  const runtime = cpe !== undefined;
  return {
    type: runtime ? 'platform' : 'library',
    'bom-ref': reference(party),
    name,
    ...(version !== undefined && { version }),
    // A runtime is a file of the package as it is; a library is a part of the bundle, so its digest is that of the npm package.
    hashes: runtime ? [sha256(contents.get(file).bytes)] : integrity === undefined ? [] : [sha512(integrity)],
    licenses: [{ license: { id: licence } }],
    ...(cpe !== undefined && { cpe }),
    ...(purl !== undefined && { purl }),
    evidence: { occurrences: [{ location: file }] },
  };
}

function reference({ name, purl }) {
  return purl ?? name;
}

function sha256(bytes) {
  return { alg: 'SHA-256', content: createHash('sha256').update(bytes).digest('hex') };
}

function sha512(integrity) {
  return { alg: 'SHA-512', content: Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex') };
}
