import { useRouter } from '@tarojs/taro'
import { EmptyState } from '../../components'
import { officeAddress, replacePage, wordOf } from '../../hooks/navigation'
import { useWorkRegion } from '../../hooks/use-work-region'
import { Page, SignInGate } from '../../widgets'
import { HouseholdView } from '../people/household-view'
import { whySignIn } from '../words'

/** One household, on a phone or opened by its address. `?id=` */
export default function Household() {
  const { params } = useRouter()
  const { region } = useWorkRegion(params.region)
  const id = wordOf(params.id)
  if (region === null) return <SignInGate title="一户" why={whySignIn} />
  return (
    <Page title="一户" wide>
      {id ? (
        <HouseholdView
          key={id}
          region={region}
          id={id}
          columns
          onGo={(other) => void replacePage(officeAddress('household', { region, id: other }))}
        />
      ) : (
        <EmptyState icon="house" title="没有说明是哪一户" detail="请从户籍册点进来。" />
      )}
    </Page>
  )
}
