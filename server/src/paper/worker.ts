import { parentPort, workerData } from 'node:worker_threads'
import { draw } from './draw'
import type { Paper } from './paper'

// A thread for one paper: it gives its answer and ends.
void draw(workerData as Paper).then(({ pdf, missing }) => parentPort?.postMessage({ pdf, missing }))
