import type { Command } from './command.ts'

interface Entry {
  /** The command's word and positional arguments, as yargs reads them. */
  readonly name: string
  /** One line for the list of commands; without it the command is hidden. */
  readonly describe?: string
}

export interface Leaf extends Entry {
  readonly load: () => Promise<{ readonly command: Command }>
}

export interface Group extends Entry {
  readonly commands: readonly Leaf[]
  /** What its word alone does, where that is more than to list the commands. */
  readonly alone?: Leaf['load']
}

/** Every command. Each file is loaded only when its command runs, so that starting costs no more than this list. */
export const commands: readonly (Leaf | Group)[] = [
  { name: 'bootstrap [path]', describe: 'Write a new project', load: () => import('./bootstrap/bootstrap.ts') },
  {
    name: 'feature',
    describe: 'Create, join, list, rename, sync and remove features',
    commands: [
      {
        name: 'create <name> [fields..]',
        describe: 'A working, tested feature from typed fields',
        load: () => import('./feature/create.ts'),
      },
      {
        name: 'access <name> <who>',
        describe: 'Say who may use a feature: owners of its rows, users, administrators, everybody',
        load: () => import('./feature/access.ts'),
      },
      {
        name: 'version <name>',
        describe: 'Have clients say which version of a row they change',
        load: () => import('./feature/version.ts'),
      },
      {
        name: 'join <one> <other>',
        describe: 'Many of one feature with many of another: orders with tags',
        load: () => import('./feature/join.ts'),
      },
      {
        name: 'bulk <name>',
        describe: 'Create many rows at once, and export them as CSV',
        load: () => import('./feature/bulk.ts'),
      },
      {
        name: 'html <name>',
        describe: 'Pages for people, beside the JSON',
        load: () => import('./feature/html.ts'),
      },
      { name: 'list', describe: 'The features that there are', load: () => import('./feature/list.ts') },
      {
        name: 'rename <old> <new>',
        describe: 'Give a feature another name, its table too',
        load: () => import('./feature/rename.ts'),
      },
      {
        name: 'sync <name>',
        describe: 'Take over what was changed by hand in its model',
        load: () => import('./feature/sync.ts'),
      },
      { name: 'remove <name>', describe: 'Take a feature away again', load: () => import('./feature/remove.ts') },
    ],
  },
  {
    name: 'field',
    describe: "Change a feature's fields",
    commands: [
      {
        name: 'add <feature> <fields..>',
        describe: 'Add fields to a feature',
        load: () => import('./feature/field-add.ts'),
      },
      {
        name: 'rename <feature> <old> <new>',
        describe: 'Give a field another name, its column too',
        load: () => import('./feature/field-rename.ts'),
      },
      {
        name: 'change <feature> <fields..>',
        describe: 'Change what fields are: type, values, modifiers',
        load: () => import('./feature/field-change.ts'),
      },
      {
        name: 'remove <feature> <columns..>',
        describe: 'Take fields out of a feature',
        load: () => import('./feature/field-remove.ts'),
      },
    ],
  },
  {
    name: 'job',
    describe: 'Create jobs',
    commands: [
      {
        name: 'create <name> [fields..]',
        describe: "A job of a feature's, and its test",
        load: () => import('./pieces/job.ts'),
      },
    ],
  },
  {
    name: 'event',
    describe: 'Create events',
    commands: [
      {
        name: 'create <name> [fields..]',
        describe: 'What happens in a feature, for others to listen to',
        load: () => import('./pieces/event.ts'),
      },
    ],
  },
  {
    name: 'add <extensions..>',
    describe: 'Add extensions to the project',
    load: () => import('./extensions/add.ts'),
  },
  {
    name: 'remove <extensions..>',
    describe: 'Take extensions out again',
    load: () => import('./extensions/remove.ts'),
  },
  {
    name: 'extensions',
    describe: 'List the extensions, and what is in the project',
    alone: () => import('./extensions/list.ts'),
    commands: [
      {
        name: 'info <extension>',
        describe: 'What an extension is, needs and brings',
        load: () => import('./extensions/info.ts'),
      },
    ],
  },
  { name: 'start', describe: 'Run the project, again on every change', load: () => import('./start.ts') },
  { name: 'routes', describe: "List the project's routes", load: () => import('./routes.ts') },
  {
    name: 'shell',
    describe: 'A prompt with the database, models and services at hand',
    load: () => import('./shell.ts'),
  },
  { name: 'run <command> [args..]', describe: "Run one of a feature's own commands", load: () => import('./run.ts') },
  {
    name: 'db',
    describe: 'Migrate the database',
    commands: [
      {
        name: 'migrate [message]',
        describe: 'Write the migration from what there is to what the models say',
        load: () => import('./db/migrate.ts'),
      },
      { name: 'check', describe: 'Do the models and the migrations agree?', load: () => import('./db/check.ts') },
      {
        name: 'diff <from> <to>',
        describe: 'Print the migration from one schema to another',
        load: () => import('./db/diff.ts'),
      },
      {
        name: 'diagram [schema]',
        describe: 'Draw the tables, for Mermaid',
        load: () => import('./db/diagram.ts'),
      },
      {
        name: 'pull',
        describe: 'Write the models of a database that was there before',
        load: () => import('./db/pull.ts'),
      },
      {
        name: 'squash [through]',
        describe: 'Write one migration in the place of many',
        load: () => import('./db/squash.ts'),
      },
      { name: 'upgrade [target]', describe: 'Apply pending migrations', load: () => import('./db/upgrade.ts') },
      {
        name: 'downgrade [target]',
        describe: 'Take migrations back, one unless told',
        load: () => import('./db/downgrade.ts'),
      },
      { name: 'status', describe: 'List migrations and the state of each', load: () => import('./db/status.ts') },
      { name: 'history', describe: 'List what was applied, and when', load: () => import('./db/history.ts') },
      { name: 'reset', describe: 'Drop everything and migrate anew', load: () => import('./db/reset.ts') },
      { name: 'seed', describe: 'Fill the database by seeds/*.ts', load: () => import('./db/seed.ts') },
    ],
  },
  {
    name: 'assets',
    describe: 'Build stylesheets and browser scripts',
    commands: [
      { name: 'build', describe: 'Bundle them, as production serves them', load: () => import('./assets/build.ts') },
      { name: 'watch', describe: 'Bundle them on every change', load: () => import('./assets/watch.ts') },
      { name: 'clean', describe: 'Remove what was built of them', load: () => import('./assets/clean.ts') },
    ],
  },
  {
    name: 'templates',
    describe: "Make paxx's templates the project's own",
    commands: [
      { name: 'list', describe: "Say which are the project's own", load: () => import('./templates/list.ts') },
      {
        name: 'eject <name>',
        describe: 'Copy the templates of paxx into the project',
        load: () => import('./templates/eject.ts'),
      },
      {
        name: 'apply',
        describe: 'Bring what you changed in them to the features',
        load: () => import('./templates/apply.ts'),
      },
      {
        name: 'restore <name>',
        describe: 'Go back to the templates of paxx',
        load: () => import('./templates/restore.ts'),
      },
    ],
  },
  {
    name: 'project',
    describe: 'Change what is of the project as a whole',
    commands: [
      {
        name: 'prefix <prefix>',
        describe: 'Say what the paths of features begin with: /api/v1',
        load: () => import('./project/prefix.ts'),
      },
    ],
  },
  { name: 'switch', describe: 'Move to another database', load: () => import('./switch/switch.ts') },
  { name: 'status', describe: 'Compare the generated files with what paxx wrote', load: () => import('./status.ts') },
  { name: 'diff [paths..]', describe: 'Show what was changed since paxx wrote it', load: () => import('./diff.ts') },
  {
    name: 'upgrade',
    describe: "Merge this version's templates into the project",
    load: () => import('./upgrade/upgrade.ts'),
  },
  {
    name: 'inspect [name]',
    describe: 'What a model has, its routes, and who refers to it',
    load: () => import('./inspect/inspect.ts'),
  },
  { name: 'doctor', describe: 'Check the machine and the project', load: () => import('./doctor.ts') },
  { name: 'clean', describe: 'Remove what is built and cached', load: () => import('./clean.ts') },
  {
    name: 'log',
    describe: 'Read logs',
    commands: [
      { name: 'tail [file]', describe: 'Make the JSON lines of a log readable', load: () => import('./log/tail.ts') },
    ],
  },
  {
    name: 'config',
    describe: 'Look at the settings, and change them',
    commands: [
      { name: 'show', describe: 'Print the settings, secrets masked', load: () => import('./config/show.ts') },
      { name: 'edit', describe: 'Open .env in your editor, and check it', load: () => import('./config/edit.ts') },
    ],
  },
  { name: 'completion [shell]', describe: 'Print a completion script', load: () => import('./completion.ts') },
  { name: 'complete', load: () => import('./complete.ts') },
  { name: 'render', load: () => import('./render.ts') },
]

/** The first word of an entry's name: what a person types. */
export const word = (entry: Entry): string => entry.name.split(' ', 1)[0]!

export const isGroup = (entry: Leaf | Group): entry is Group => 'commands' in entry
