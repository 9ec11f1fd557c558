// `npm run admin -- secrets | invite | role | reset | codes | filing …`: what the machine's owner does where nobody can sign in.
import { keep } from './backup-tools.mjs'

await keep('admin')
