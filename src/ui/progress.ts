import kleur from 'kleur'

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

/** Shows on standard error that a long piece of work goes on, and how long it took. */
export async function progress<T>(label: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now()
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`
  const stop = process.stderr.isTTY ? spin(label, seconds) : announce(label)
  try {
    const result = await work()
    stop(`${kleur.green('✓')} ${label} ${kleur.dim(seconds())}`)
    return result
  } catch (error) {
    stop(`${kleur.red('✗')} ${label} ${kleur.dim(seconds())}`)
    throw error
  }
}

type Stop = (lastLine: string) => void

function spin(label: string, seconds: () => string): Stop {
  let frame = 0
  const draw = () => {
    const symbol = frames[frame++ % frames.length]!
    process.stderr.write(`\r\u001B[K${kleur.cyan(symbol)} ${label} ${kleur.dim(seconds())}`)
  }
  draw()
  const timer = setInterval(draw, 100)
  timer.unref()
  return (lastLine) => {
    clearInterval(timer)
    process.stderr.write(`\r\u001B[K${lastLine}\n`)
  }
}

function announce(label: string): Stop {
  process.stderr.write(`${label} …\n`)
  return (lastLine) => process.stderr.write(`${lastLine}\n`)
}
