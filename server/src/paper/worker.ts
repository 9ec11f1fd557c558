import { parentPort, workerData } from 'node:worker_threads'
import { type Card, drawCard } from './card'
import { draw } from './draw'
import type { Paper } from './paper'

const work = workerData as Paper | Card

// A thread for one paper or picture: it gives its answer and ends.
if ('shape' in work) parentPort?.postMessage(drawCard(work))
else void draw(work).then(({ pdf, missing }) => parentPort?.postMessage({ pdf, missing }))
