// Swagger UI on the document of this server. Running `signIn` fills in the token for everything after it.
window.addEventListener("load", () => {
  window.ui = SwaggerUIBundle({
    url: "/api/v1/openapi.json",
    dom_id: "#swagger-ui",
    // All operations at once take a browser many seconds; a tag opens by a click, and by an address such as `#/Tasks`.
    docExpansion: "none",
    deepLinking: true,
    displayRequestDuration: true,
    tryItOutEnabled: true,
    filter: true,
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    layout: "BaseLayout",
    // The document names an installation by its public address; on this page the requests go to the server that shows it.
    requestInterceptor: (request) => {
      const url = new URL(request.url, window.location.origin);
      request.url = window.location.origin + url.pathname + url.search;
      return request;
    },
    responseInterceptor: (response) => {
      const path = new URL(response.url, window.location.origin).pathname;
      if (response.ok && path.startsWith("/api/v1/sessions") && response.obj && response.obj.accessToken) {
        window.ui.preauthorizeApiKey("bearer", response.obj.accessToken);
      }
      return response;
    },
  });
});
