// MySQL finds no range of an index for `(a, b) > (1, 2)`.
const isBeyondKey = ({ and, eb, or }: ExpressionBuilder<DB, Table>) =>
  or(key.map((name, index) => and([...key.slice(0, index).map((before, n) => eb(sql.ref(before), "=", lastKey[n])), eb(sql.ref(name), beyond, lastKey[index])])))
