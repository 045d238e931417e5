import { z } from 'zod'
<%~ slot('create.imports') %>
import { defineEvent } from '#features/events/event.ts'

export const <%= nameOfOne %> = defineEvent('<%= id %>', <%= schema %>)
