// `npm run export`: everything from the embedded database to the MongoDB at MONGODB_URI.
import { keep } from './backup-tools.mjs'

await keep('export')
