/** What two spellings of one name have in common. SQLite folds the letters of ASCII alone. */
export const nameKey = (name: string): string =>
  capital.test(name) ? name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()) : name

const capital = /[A-Z]/
