import type { Slots, View } from '../template.ts'
import { capitalize } from '../words.ts'
import { userImport } from './access.ts'
import type { Feature, Features } from './feature.ts'
import { hasPages, isVersioned } from './options.ts'
import { nameOf, rowOf } from './page-names.ts'
import { choiceImports, choicesOf, listsByUser, offeredTo, offersByUser, relatedTo, typeOf } from './page-references.ts'
import { relationsFile } from './relation-slots.ts'
import type { Part } from './templates.ts'

/** What templates name of pages. */
export function pageView(feature: Feature, features: Features): View {
  if (!hasPages(feature)) return {}
  const { titles, title, Singular } = feature.names
  const [related, offered, row] = [relatedTo(feature, features), offeredTo(feature, features), rowOf(feature)]
  const choices = `choices: await choicesFor(c.var.db${offersByUser(offered, features) ? ', c.var.user' : ''})`
  const ifOffered = (text: string): string => (offered.length > 0 ? text : '')
  const ifVersioned = (text: string, otherwise = ''): string => (isVersioned(feature) ? text : otherwise)
  const shown = related.length > 0 ? [`{\n${related.map(typeOf).join('\n')}\n}`] : []
  return {
    Titles: capitalize(titles),
    Title: capitalize(title),
    row,
    nameOfRow: nameOf(feature),
    shownType: [`${Singular}Read`, ...shown].join(' & '),
    shownItems: related.length > 0 ? 'shown' : 'page.items',
    relatedNames: related.map(({ name }) => `'${name}'`).join(', '),
    relatedFor: related.some(({ isScoped }) => isScoped) ? ', c.var.user' : '',
    asyncIfOffered: ifOffered('async '),
    offered: ifOffered(`{ ${choices} }`),
    thenOffered: ifOffered(`, { ${choices} }`),
    andChoices: ifOffered(`, ${choices}`),
    sentForm: ifVersioned('sent', 'await c.req.parseBody()'),
    asSeenBySender: ifVersioned(', seenIn(sent)'),
    asSeenByAsker: ifVersioned(', seenIn(await c.req.parseBody())'),
    now: ifVersioned(`\n\${isLost(edited.issues) && showDetails(${row})}`),
    ...testView(feature, features),
  }
}

/** Those of their tests. */
function testView(feature: Feature, features: Features): View {
  const versioned = (text: string): string => (isVersioned(feature) ? text : '')
  const after = [
    ...(feature.fields.some((field) => !field.private) ? ['...changes'] : []),
    ...(feature.timestamps ? ['updatedAt: expect.any(String)'] : []),
    ...(isVersioned(feature) ? ['version: 2'] : []),
  ]
  return {
    afterChanges: after.join(', '),
    linksForMe: listsByUser(feature, features) ? ', me.user' : '',
    hiddenOfRow: versioned(`, { version: String(${rowOf(feature)}.version) }`),
    hiddenVersion: versioned(', { version: String(version) }'),
    andVersion: versioned(', version'),
  }
}

/** The lines that a feature brings into what its pages answer. */
export function pageSlots(feature: Feature, features: Features, view: View, part: Part): Slots {
  if (!hasPages(feature)) return {}
  const [related, offered] = [relatedTo(feature, features), offeredTo(feature, features)]
  const versioned = isVersioned(feature)
  const body = (name: string) => [part(related.length > 0 ? `${name}-related.ts` : `${name}.ts`, view).trimEnd()]
  return {
    'pages.imports': [
      ...(offered.length > 0 ? ["import type { Db } from '#core/database/database.ts'"] : []),
      ...(offersByUser(offered, features) ? [userImport] : []),
      ...(related.length > 0
        ? [
            "import { include } from '#core/database/relations.ts'",
            `import { ${feature.names.singular}Relations } from './${relationsFile}'`,
          ]
        : []),
      `import { ${versioned ? 'issuesIn, seenIn' : 'issuesIn'} } from '#core/html/${versioned ? 'seen' : 'form'}.ts'`,
      `import { ${offered.length > 0 ? 'choicesIn, ' : ''}createPages, listQuery, showRest } from '#core/html/rows.ts'`,
      ...choiceImports(offered, feature, features),
    ],
    'pages.list': body('page-list'),
    'pages.get': body('page-get'),
    'pages.sent': versioned ? ['const sent = await c.req.parseBody()'] : [],
    'pages.choices': offered.length > 0 ? [choicesOf(offered, features, view, part)] : [],
  }
}
