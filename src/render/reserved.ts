const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Device names that Windows keeps in every folder. https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
export const isDevice = (name: string): boolean => /^(con|prn|aux|nul|com\d|lpt\d)$/.test(name)

/** JavaScript's and TypeScript's words. */
export const reservedWords = words(`
  arguments async await break case catch class const continue debugger default delete do else enum eval export extends
  false finally for function if implements import in instanceof interface let new null package private protected public
  return static super switch this throw true try type typeof undefined var void while with yield`)

/** The keys of every object, own or not. */
export const objectKeys = words(`
  constructor hasOwnProperty isPrototypeOf propertyIsEnumerable prototype toLocaleString toString valueOf`)

/** Types that every file has without importing them, or that generated files import. */
export const takenTypes = words(`
  Array Boolean BooleanParam Buffer Database Date Db Env Error Function Headers Health Hono Id IdParam Infinity JSON Kysely
  Map Math NaN NotFoundError Number Object Partial Problem Promise Proxy Record Reflect RegExp Request Response Set String
  Symbol TableOf URL Z`)

/** What stands in `app.ts` beside the features, or in their `routes.ts`, and what extensions may bring. */
export const takenNames = words(`
  admin app auth core cors createApp createRouter db docs health index lifecycle logger middleware mountDocs notFound
  onError openapi operation production ready resources settings validate`)
