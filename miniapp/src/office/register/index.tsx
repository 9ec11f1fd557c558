import type { RegisterPage } from '@hutang/shared/contract'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { useLast } from '../../hooks/use-last'
import { useScreen } from '../../hooks/use-screen'
import { useWorkRegion } from '../../hooks/use-work-region'
import { Page, RegionSwitch, SignInGate } from '../../widgets'
import { whySignIn } from '../words'
import { Book } from './book'
import { Counts } from './counts'
import { Empty } from './empty'
import { everything, queryOf, type Wanted } from './wanted'

/** 户籍册: the households of a village with their people. */
export default function Register() {
  const { region, regions, choose } = useWorkRegion(useRouter().params.region)
  const [wanted, setWanted] = useState(everything)
  const screen = useScreen(
    'GET /api/regions/:code/register',
    region === null ? null : { params: { code: region }, query: queryOf(wanted) },
    { kept: false },
  )
  const last = useLast(screen.data)
  const head = last?.region.code === region ? last : undefined
  if (region === null) return <SignInGate title="户籍册" why={whySignIn} />
  const change = (code: string) => {
    setWanted(everything)
    choose(code)
  }
  return (
    <Page title="户籍册" wide screen={head === undefined ? screen : { ...screen, data: head }}>
      {(shown) => (
        <>
          <RegionSwitch regions={regions} current={region} onChange={change} />
          {shown.access === 'counts' ? (
            <Counts register={shown} />
          ) : isEmpty(shown, wanted) ? (
            <Empty region={region} onMade={screen.reload} />
          ) : (
            <Book head={shown} screen={screen} wanted={wanted} onWant={setWanted} />
          )}
        </>
      )}
    </Page>
  )
}

const isEmpty = ({ numbers }: RegisterPage, { kind }: Wanted): boolean =>
  numbers.households === 0 && kind === 'residence'
