// `npm run backup -- <file>`: a consistent copy of the embedded database, while the server writes.
import { keep } from './backup-tools.mjs'

await keep('backup')
