import { z } from 'zod'
<%~ slot('create.imports') %>
import { defineJob } from '#features/jobs/job.ts'

/** May run twice, and has to bear that. */
export const <%= name %> = defineJob('<%= id %>', <%= schema %>, async ({ logger }<%= dataParameter %>) => {
  logger.info(<%= dataArgument %>'<%= words %>')
})
