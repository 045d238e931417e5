import { z } from 'zod'
<%~ slot('models.imports') %>

export const <%= Singular %> = <%= tableFunction %>('<%= table %>', {
  <%~ slot('columns') %>
}<%= tableOptions %>)
export type <%= Singular %> = z.output<typeof <%= Singular %>>

declare module '#core/database/database.ts' {
  interface Database {
    <%= plural %>: TableOf<typeof <%= Singular %>>
  }
}
