#include "core/llm/llm_run.h"
namespace auspex {
Result<LlmRunOutcome> runQuestions(const Provider &, const SecretKey &, const PriceList &,
                                   std::vector<LlmQuestion>, const LlmRunOptions &, CallCache &,
                                   Job &, const LlmRunListener &)
{
    return failure(ErrorCode::Internal, "x.");
}
Result<std::int64_t> missingPredictions(const Provider &, const std::vector<LlmQuestion> &,
                                        const LlmRunOptions &, CallCache &)
{
    return failure(ErrorCode::Internal, "x.");
}
Result<CostEstimate> estimateCost(const Provider &, const SecretKey &, const PriceList &,
                                  const std::vector<LlmQuestion> &, const LlmRunOptions &,
                                  CallCache &, Job &)
{
    return failure(ErrorCode::Internal, "x.");
}
tl::expected<std::vector<std::string>, ChatFailure> listModels(const Provider &, const SecretKey &,
                                                               Job &)
{
    return {};
}
Result<LlmAnswer> askOnce(const Provider &, const SecretKey &, const PriceList &,
                          const LlmQuestion &, const LlmRunOptions &, CallCache &, Job &,
                          const std::function<void(std::string_view)> &)
{
    return failure(ErrorCode::Internal, "x.");
}
} // namespace auspex
