import { <%= Singular %>Create, <%= Singular %>Query, <%= Singular %>Read, <%= Singular %>Update } from '#features/<%= kebab %>/schemas.ts'
import { create<%= Singular %>, delete<%= Singular %>, update<%= Singular %> } from '#features/<%= kebab %>/services.ts'
