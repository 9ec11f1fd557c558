// `npm run restore -- <file>`: puts a backup in the place of the data, with the server stopped.
import { keep } from './backup-tools.mjs'

await keep('restore')
