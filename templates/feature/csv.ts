<%~ slot('csv.imports') %>
import { answerCsv, csvAnswer } from '#core/http/csv.ts'
import { createRouter, operation, validate } from '#core/http/router.ts'
import { <%= Singular %>Query, <%= Singular %>Read } from './schemas.ts'
import { list<%= Plural %> } from './services.ts'

/** What a list would give page by page, in one file. */
export const <%= plural %>Csv = createRouter()<%= guard %>.get(
  '/',
  operation('Export <%= titles %>', {}, { tags: ['<%= kebab %>'], ...csvAnswer }),
  validate('query', <%= Singular %>Query.omit({ limit: true, cursor: true })),
  (c) => answerCsv(c, '<%= kebab %>.csv', <%= Singular %>Read, (page) => list<%= Plural %>(c.var.db<%= linksFor %>, { ...c.req.valid('query'), ...page })),
)
