/**
 * Where a project keeps the paxx that it was made with, so that `npx paxx` runs that one on every machine and never a
 * stranger's package of the same name.
 */
export const vendoredPath = (version: string): string => `vendor/paxx-${version}.tgz`
