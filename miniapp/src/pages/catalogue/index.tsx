import { useRouter } from '@tarojs/taro'
import { useEffect } from 'react'
import { wordOf } from '../../hooks/navigation'
import { useRegion } from '../../hooks/use-region'
import { useScreen } from '../../hooks/use-screen'
import { catalogueFilter } from '../../store/catalogue-filter'
import { NoRegion, Page } from '../../widgets'
import { Listing } from './listing'

export default function Catalogue() {
  const code = useRegion()
  const category = wordOf(useRouter().params.category)
  useEffect(() => {
    if (category) catalogueFilter.set({ group: category, missingOnly: false })
  }, [category])
  const screen = useScreen('GET /api/screens/catalogue', code === null ? null : { query: { region: code } })
  if (code === null) {
    return (
      <Page title="公开目录" tab="catalogue">
        <NoRegion />
      </Page>
    )
  }
  const name = screen.data?.region.name
  return (
    <Page title={name ? `${name}公开目录` : '公开目录'} tab="catalogue" screen={screen}>
      {(catalogue) => <Listing catalogue={catalogue} />}
    </Page>
  )
}
