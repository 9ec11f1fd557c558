import type { IndustryLine } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button/button'
import { Row } from '../../components/row/row'
import { SearchBox } from '../../components/search-box/search-box'
import { EmptyState } from '../../components/states/empty-state'
import { useScreen } from '../../hooks/use-screen'
import { Loaded } from '../loaded/loaded'

/** 国民经济行业分类: searched by a word, or opened step by step. */
export function IndustryList({ onChoose }: { onChoose: (industry: IndustryLine) => void }) {
  const [typed, setTyped] = useState('')
  const [sought, setSought] = useState('')
  const [under, setUnder] = useState<IndustryLine>()
  const query = sought ? { q: sought } : under ? { under: under.code } : {}
  const screen = useScreen('GET /api/industries', { query })
  const change = (words: string) => {
    setTyped(words)
    if (words === '') setSought('')
  }
  return (
    <View>
      <SearchBox placeholder="例如：蔬菜、民宿、零售" value={typed} onChange={change} onSearch={setSought} />
      {under && !sought ? (
        <>
          <Button kind="secondary" onPress={() => onChoose(under)}>
            {`就选“${under.name}”`}
          </Button>
          <Button kind="quiet" onPress={() => setUnder(undefined)}>
            回到全部行业
          </Button>
        </>
      ) : null}
      <Loaded screen={screen}>
        {({ industries }) =>
          industries.length === 0 ? (
            <EmptyState icon="search" title="没有找到" detail="换个词试试，例如“蔬菜”“零售”“软件”。" />
          ) : (
            industries.map((one) => (
              <Row
                key={one.code}
                title={one.name}
                note={one.path.join(' · ') || undefined}
                onPress={() => (one.more && !sought ? setUnder(one) : onChoose(one))}
              />
            ))
          )
        }
      </Loaded>
    </View>
  )
}
