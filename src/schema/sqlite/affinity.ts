export type Affinity = 'integer' | 'text' | 'blob' | 'real' | 'numeric'

/** What SQLite makes of a declared type: https://www.sqlite.org/datatype3.html#determination_of_column_affinity */
export function affinityOf(type: string): Affinity {
  const declared = type.toLowerCase()
  if (declared.includes('int')) return 'integer'
  if (/char|clob|text/.test(declared)) return 'text'
  if (declared === '' || declared.includes('blob')) return 'blob'
  if (/real|floa|doub/.test(declared)) return 'real'
  return 'numeric'
}

/** Whether a value may be another when it is cast from one declared type to another. */
export function narrows(from: string, to: string): boolean {
  const [old, fresh] = [affinityOf(from), affinityOf(to)]
  const holdsAll = to === '' || (old === 'integer' && fresh === 'text') || (isNumber(old) && fresh === 'numeric')
  return old !== fresh && !holdsAll
}

const isNumber = (affinity: Affinity): boolean => affinity === 'integer' || affinity === 'real'
