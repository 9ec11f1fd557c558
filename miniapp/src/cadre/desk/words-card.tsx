import { Card, Row } from '../../components'
import type { Desk } from '../../format/desk-sections'
import { goToOffice } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'

/** How many texts WeChat did not let pass, for the office of a township or county; 0 elsewhere, and where it is not known. */
export function useFoundWords(region: Desk['region'] | undefined): number {
  const asked = region && region.level !== 'village' ? { params: { code: region.code } } : null
  const { data } = useScreen('GET /api/regions/:code/word-checks', asked, { kept: false })
  return data?.words.length ?? 0
}

/** 内容检查, only where there is something to look at. */
export function WordsCard({ region, words }: Pick<Desk, 'region'> & { words: number }) {
  if (words === 0) return null
  return (
    <Card flush tone="warning">
      <Row
        icon="alert"
        title={`${words} 条话微信没放行`}
        detail="原话还在原处；请看一看，怎么办由您定"
        onPress={() => goToOffice('word-checks', { region: region.code })}
      />
    </Card>
  )
}
