import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { SearchBox } from '../../components'
import { wordOf } from '../../hooks/navigation'
import { useRegion } from '../../hooks/use-region'
import { useScreen } from '../../hooks/use-screen'
import { NoRegion, Page } from '../../widgets'
import { Results } from './results'
import { Suggestions } from './suggestions'

export default function Search() {
  const code = useRegion()
  const asked = wordOf(useRouter().params.q).trim()
  const [words, setWords] = useState(asked)
  const [sought, setSought] = useState(asked)
  const screen = useScreen(
    'GET /api/screens/search',
    code === null || sought === '' ? null : { query: { region: code, q: sought } },
  )
  const policies = useScreen(
    'GET /api/policies',
    code === null || sought === '' ? null : { query: { region: code, q: sought, limit: 3 } },
  )
  const search = (next: string) => {
    setWords(next)
    setSought(next.trim())
  }
  const change = (next: string) => {
    setWords(next)
    if (next === '') setSought('')
  }
  const box = <SearchBox value={words} focus={asked === ''} onChange={change} onSearch={search} />
  if (code === null) {
    return (
      <Page title="搜索">
        <NoRegion />
      </Page>
    )
  }
  if (sought === '') {
    return (
      <Page title="搜索">
        {box}
        <Suggestions onChoose={search} />
      </Page>
    )
  }
  return (
    <Page title="搜索" above={box} screen={screen}>
      {(found) => <Results found={found} policies={policies} words={sought} />}
    </Page>
  )
}
