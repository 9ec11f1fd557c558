// `npm run import`: everything from the MongoDB at MONGODB_URI to the embedded database.
import { keep } from './backup-tools.mjs'

await keep('import')
