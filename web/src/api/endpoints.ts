import { queryOptions } from "@tanstack/react-query";
import { api, csrfHeader, unwrap } from "./client";
import type { Endpoint, EndpointBody, EndpointWithSecrets, HandlerReport, Mode } from "./types";

export const endpointsQuery = (mode: Mode) =>
  queryOptions({
    queryKey: ["endpoints", mode],
    queryFn: ({ signal }) => unwrap(api.GET("/api/endpoints", { params: { query: { mode } }, signal })),
  });

const paramsOf = (endpoint: number) => ({ path: { endpoint }, header: csrfHeader() });

/** Makes an endpoint. Its secrets come this once. */
export function createEndpoint(body: EndpointBody): Promise<EndpointWithSecrets> {
  return unwrap(api.POST("/api/endpoints", { params: { header: csrfHeader() }, body }));
}

export function changeEndpoint(endpoint: number, body: EndpointBody): Promise<Endpoint> {
  return unwrap(api.POST("/api/endpoints/{endpoint}", { params: paramsOf(endpoint), body }));
}

export async function enableEndpoint(endpoint: number): Promise<void> {
  await unwrap(api.POST("/api/endpoints/{endpoint}/enable", { params: paramsOf(endpoint) }));
}

export async function disableEndpoint(endpoint: number): Promise<void> {
  await unwrap(api.POST("/api/endpoints/{endpoint}/disable", { params: paramsOf(endpoint) }));
}

export async function deleteEndpoint(endpoint: number): Promise<void> {
  await unwrap(api.POST("/api/endpoints/{endpoint}/delete", { params: paramsOf(endpoint) }));
}

/** Renews the secret of a scheme. It comes this once. */
export function rotateSecret(endpoint: number, scheme: string, secrets: Record<string, string>): Promise<EndpointWithSecrets> {
  const own = Object.keys(secrets).length > 0;
  return unwrap(api.POST("/api/endpoints/{endpoint}/rotate", { params: paramsOf(endpoint), body: { scheme, ...(own && { secrets }) } }));
}

/** Tries an endpoint's handler in every way that matters. May take a minute. */
export function testEndpoint(endpoint: number, confirmLive: boolean): Promise<HandlerReport> {
  return unwrap(api.POST("/api/endpoints/{endpoint}/test", { params: paramsOf(endpoint), body: { confirm_live: confirmLive } }));
}

/** What an endpoint hears of, as a list: the schema leaves its form open. */
export function eventTypesOf({ event_types }: Endpoint): string[] {
  return Array.isArray(event_types) ? event_types.filter((type): type is string => typeof type === "string") : [];
}
