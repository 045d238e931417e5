import { optionCommand } from './option.ts'

export const command = optionCommand(
  'pages',
  'html',
  `Writes pages.ts and views.ts into its folder, and their test: a list, a page for each row, forms to create and to change one, and a question before one goes, by the services and schemas that it has. They are mounted at /orders; its JSON is below the prefix of the project (paxx project prefix /api).

It takes the extension html. The table stays as it is, and so does the JSON.`,
  'Give orders pages',
)
