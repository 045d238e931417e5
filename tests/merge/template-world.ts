import { loadTemplates } from '../../src/project/templates.ts'
import { accesses, type Answers, databases, type FeatureAnswer, featureOptions } from '../../src/render/answers.ts'
import { selectExtensions } from '../../src/render/extensions/select.ts'
import { addFeature, joinRequest } from '../../src/render/features/add.ts'
import { readFeatures } from '../../src/render/features/feature.ts'
import { inflect } from '../../src/render/features/inflect.ts'
import { checkPages } from '../../src/render/features/pages.ts'
import { render } from '../../src/render/render.ts'
import { textOf, type Tree } from '../../src/render/tree.ts'
import { answers as base } from '../unit/answers.ts'
import { formatFile, type World } from './simulation.ts'
import { ofVersion } from './template-versions.ts'

/** Answers, and the version of the templates: 0 as they stand, and others by `ofVersion`. */
interface Project {
  readonly answers: Answers
  readonly version: number
}

const requests = [
  { name: 'customers', fields: ['email:email:unique', 'name:string'] },
  { name: 'orders', fields: ['total:integer:min=0', 'status:enum=open,paid:default=open'] },
  { name: 'tags', fields: ['label:string:unique'] },
]
const moreFields = ['gift:boolean:default=false', 'customer:references:optional:many']

const join = joinRequest(inflect('orders'), inflect('tags'))

/** Projects as paxx's own templates make them. */
export async function templateWorld(): Promise<World<Project>> {
  const templates = await loadTemplates()
  const extensions = Object.keys(templates.extensions)
  const rendered = new Map<string, Tree>()

  const renderProject = async ({ answers, version }: Project): Promise<Tree> => {
    const files = [...(await render(answers, templates))].map(async ([path, file]) => {
      const content = version === 0 ? textOf(file) : await formatFile(path, ofVersion(version, path, textOf(file)))
      return [path, { ...file, content }] as const
    })
    return new Map(await Promise.all(files))
  }
  /** Whether a command would take them. */
  const areLegal = (answers: Answers): boolean => {
    try {
      checkPages(readFeatures(answers.features), answers.prefix)
      selectExtensions(answers, templates.extensions)
      return true
    } catch {
      return false
    }
  }
  const withAnswers = (project: Project, change: Partial<Answers>): Project => {
    const answers = { ...project.answers, ...change }
    return areLegal(answers) ? { ...project, answers } : project
  }

  return {
    start: { answers: addFeature(base, requests[1]!).answers, version: 0 },
    commands: {
      feature(project, random) {
        const { orders, tags } = project.answers.features
        const request = random.pick(orders && tags ? [...requests, join, join] : requests)
        const { [request.name]: present, ...others } = project.answers.features
        if (present) {
          const { [join.name]: _, ...apart } = others
          const left = withAnswers(project, { features: others })
          return left === project ? withAnswers(project, { features: apart }) : left
        }
        return { ...project, answers: addFeature(project.answers, request).answers }
      },
      field(project, random) {
        const { features } = project.answers
        const name = random.pick(Object.keys(features))
        if (name === undefined) return project
        const { fields: present, access: _, ...rest } = features[name]!
        const change = (changed: FeatureAnswer): Project =>
          withAnswers(project, { features: { ...features, [name]: changed } })
        if (project.answers.extensions['auth'] && random.below(2) === 0) {
          const access = random.pick([...accesses, undefined])
          return change({ ...rest, ...(access && { access }), fields: present })
        }
        if (random.below(4) === 0) {
          const { options: former = [], ...others } = features[name]!
          const option = random.pick(featureOptions)!
          const options = former.includes(option) ? former.filter((one) => one !== option) : [...former, option]
          return change({ ...others, ...(options.length > 0 && { options }) })
        }
        const field = random.pick(moreFields)!
        const others = present.filter((text) => text !== field)
        return change({ ...features[name]!, fields: others.length < present.length ? others : [...present, field] })
      },
      extension(project, random) {
        const name = random.pick(extensions)
        const { extensions: given } = project.answers
        const withRequired = (one: string): string[] => [
          one,
          ...templates.extensions[one]!.manifest.requires.flatMap(withRequired),
        ]
        if (!given[name]) {
          const added = Object.fromEntries(withRequired(name).map((one) => [one, {}]))
          return withAnswers(project, { extensions: { ...given, ...added } })
        }
        const left = Object.keys(given).filter((one) => !withRequired(one).includes(name))
        return withAnswers(project, { extensions: Object.fromEntries(left.map((one) => [one, {}])) })
      },
      upgrade: (project) => ({ ...project, version: project.version + 1 }),
      switch(project, random) {
        if (random.below(2) === 0) return withAnswers(project, { prefix: random.pick(['/api/v1', '/v2', undefined]) })
        return withAnswers(project, {
          database: random.pick(databases.filter((one) => one !== project.answers.database)),
        })
      },
    },
    async render(project) {
      const key = JSON.stringify(project)
      if (!rendered.has(key)) rendered.set(key, await renderProject(project))
      return rendered.get(key)!
    },
    adds: ({ answers: before }, { answers: after }) => sizeOf(after) > sizeOf(before),
  }
}

const sizeOf = ({ features, extensions }: Answers): number =>
  Object.keys(extensions).length +
  Object.values(features).reduce((sum, { fields, options = [] }) => sum + fields.length + options.length + 1, 0)
