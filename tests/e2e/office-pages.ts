import { RegisterDesk } from './fixtures/register-desk'
import { appliedImport, askingImport, cleanImport } from './fixtures/register-import'

export interface OfficePage {
  what: string
  path: string
  /** Words that only its content has. */
  words: string
  desk: () => RegisterDesk
}

const at = (
  path: string,
  what: string,
  words: string,
  desk = () => new RegisterDesk(cleanImport),
): OfficePage => ({
  what,
  path: `office/${path}`,
  words,
  desk,
})

/** Each page of the register, with what the service answers. */
export const officePages: OfficePage[] = [
  at(
    'register/index',
    'an empty register',
    '先把村里的户籍册放进来',
    () => new RegisterDesk(cleanImport, false),
  ),
  at('register/index', 'the register', '顾秀英'),
  at('household/index?id=h2', 'a household', '家里人 3'),
  at('import/index', 'what to import', '以前的导入'),
  at('import/index?id=i1', 'an import that asks nothing', '认成户籍户'),
  at('import/index?id=i1', 'an import that asks', '看不出是哪一年', () => new RegisterDesk(askingImport)),
  at('import/index?id=i1', 'a finished import', '已放进册子', () => new RegisterDesk(appliedImport)),
  at('groups/index', 'the places', '组长 陆建国'),
  at('county-register/index?region=310116', 'a county', '不知道是哪个村的'),
]
