export default definePageConfig({ navigationBarTitleText: '老公示体检' })
